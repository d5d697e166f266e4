import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { askForCheck, listOwnCredentials, makeRecoveryCodes, removeCredential, showSecurity } from '../contract.ts';
import { type CredentialShown, type CredentialsShown, CredentialTable, IdentityChecks } from './CredentialTable.tsx';
import { EnrolApp } from './EnrolApp.tsx';
import { EnrolPasskey } from './EnrolPasskey.tsx';
import { ProofDialog } from './ProofDialog.tsx';

type Shown = { readonly shown: CredentialsShown };

function Add({ shown }: Shown) {
  const [adding, setAdding] = useState<'app' | 'passkey' | null>(null);
  const close = () => setAdding(null);
  return (
    <>
      {'add-app' in shown.can ? (
        <BlockedButton size="compact-sm" variant="default" can={shown.can['add-app']} onClick={() => setAdding('app')}>
          Add an authenticator app
        </BlockedButton>
      ) : null}
      <BlockedButton size="compact-sm" variant="default" can={shown.can['add-passkey']} onClick={() => setAdding('passkey')}>
        Add a passkey
      </BlockedButton>
      <Modal
        opened={adding !== null}
        onClose={close}
        title={adding === 'app' ? 'Set up an authenticator app' : 'Set up a passkey'}
        size="lg"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {adding === 'app' ? <EnrolApp onDone={close} onCancel={close} /> : null}
        {adding === 'passkey' ? <EnrolPasskey onDone={close} onCancel={close} /> : null}
      </Modal>
    </>
  );
}

function Remove({ item, shown }: Shown & { readonly item: CredentialShown }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(removeCredential, () => setOpened(false));
  return (
    <>
      <BlockedButton
        size="compact-sm"
        variant="default"
        can={item.can.remove}
        aria-label={`Remove ${item.name}`}
        onClick={() => {
          ask.reset();
          setOpened(true);
        }}
      >
        Remove
      </BlockedButton>
      <ProofDialog
        opened={opened}
        title={`Remove ${item.name}`}
        text={<p className="id-note">It opens nothing any more from then on. Signatures that it gave stay valid.</p>}
        confirm="Remove"
        second={false}
        items={shown.items}
        question={{ purpose: 'remove', id: item.id }}
        busy={ask.busy}
        refusals={ask.refusals}
        onSend={(proof) => void ask.send({ params: { id: item.id }, body: proof })}
        onClose={() => setOpened(false)}
      />
    </>
  );
}

function Codes({ codes, onClose }: { readonly codes: readonly string[] | null; readonly onClose: () => void }) {
  return (
    <Modal
      opened={codes !== null}
      onClose={onClose}
      title="Your recovery codes"
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p>
          Keep them where you do not keep your device. Each opens sign-in once, in place of the second factor. They are shown only
          now; earlier ones have stopped working.
        </p>
        <ol className="id-codes">
          {(codes ?? []).map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <Group justify="flex-end" gap="sm">
          <CopyButton value={(codes ?? []).join('\n')}>
            {({ copied, copy }) => (
              <Button data-autofocus onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            I have kept them
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Recovery({ shown }: Shown) {
  const { recovery } = shown;
  const [opened, setOpened] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const ask = useAsk(makeRecoveryCodes, (made) => {
    setOpened(false);
    setCodes(made.codes);
  });
  return (
    <div className="id-line">
      <p>
        <b>Recovery codes</b>{' '}
        {recovery === null ? 'You have none. Make some before you need them.' : `${recovery.left} of 10 are left.`}
        {recovery?.lastUsedAt == null ? null : (
          <>
            {' '}
            One was last used <TimeText at={recovery.lastUsedAt} />; if that was not you, tell security now.
          </>
        )}
      </p>
      <BlockedButton
        size="compact-sm"
        variant="default"
        can={shown.can['make-recovery-codes']}
        onClick={() => {
          ask.reset();
          setOpened(true);
        }}
      >
        {recovery === null ? 'Make recovery codes' : 'Make new ones'}
      </BlockedButton>
      <ProofDialog
        opened={opened}
        title="Make ten recovery codes"
        text={<p className="id-note">Codes that you have from before stop working.</p>}
        confirm="Make them"
        second={false}
        items={shown.items}
        question={{ purpose: 'make-recovery-codes' }}
        busy={ask.busy}
        refusals={ask.refusals}
        onSend={(proof) => void ask.send({ body: proof })}
        onClose={() => setOpened(false)}
      />
      <Codes codes={codes} onClose={() => setCodes(null)} />
    </div>
  );
}

type Request = { readonly code: string | null; readonly expiresAt: string };

function CheckCode({ request, onClose }: { readonly request: Request | null; readonly onClose: () => void }) {
  return (
    <Modal
      opened={request !== null}
      onClose={onClose}
      title="Show this to who checks your identity"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {request === null ? null : (
        <Stack gap="sm">
          <p className="id-code" data-autofocus tabIndex={-1}>
            {request.code}
          </p>
          <p className="id-note">
            In person, together with your identity card, until <TimeText at={request.expiresAt} />. They enter it on your page
            under People. It covers the password and the second factor that you just gave.
          </p>
        </Stack>
      )}
    </Modal>
  );
}

function Signing({ shown }: Shown) {
  const [opened, setOpened] = useState(false);
  const [request, setRequest] = useState<Request | null>(null);
  const ask = useAsk(askForCheck, (made) => {
    setOpened(false);
    setRequest(made);
  });
  const second = useOperation(showSecurity).data?.value.values.signingComponents !== 'password-only';
  const { sign } = shown.can;
  const [why] = sign === true || sign === undefined ? [] : sign;
  return (
    <div className="id-line">
      <p>
        <b>Signatures</b>{' '}
        {sign === true ? (
          <StatusBadge tone="teal">You can sign</StatusBadge>
        ) : (
          <>
            <StatusBadge tone="orange">Not yet</StatusBadge> {why?.message}
          </>
        )}
      </p>
      <BlockedButton
        size="compact-sm"
        variant="default"
        can={shown.can['ask-for-check']}
        onClick={() => {
          ask.reset();
          setOpened(true);
        }}
      >
        Have your identity checked
      </BlockedButton>
      <ProofDialog
        opened={opened}
        title="Have your identity checked"
        text={
          <p className="id-note">
            Prove now what your signatures are to be given with. You then get a code to show, in person, to somebody who checks
            identities.
          </p>
        }
        confirm="Get the code"
        second={second}
        items={shown.items}
        question={{ purpose: 'ask-for-check' }}
        busy={ask.busy}
        refusals={ask.refusals}
        onSend={(proof) => void ask.send({ body: proof })}
        onClose={() => setOpened(false)}
      />
      <CheckCode request={request} onClose={() => setRequest(null)} />
    </div>
  );
}

/** What you prove yourself with, and whether it gives signatures. */
export function Credentials() {
  const asked = useOperation(listOwnCredentials);
  const shown = asked.data?.value;
  return (
    <Card title="Signing in and signing" actions={shown === undefined ? null : <Group gap={6}>{<Add shown={shown} />}</Group>}>
      {shown === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 4 }) ?? { kind: 'loading', rows: 4 }} />
      ) : (
        <>
          <CredentialTable shown={shown} actsOf={(item) => <Remove item={item} shown={shown} />} />
          {shown.items.length === 0 ? (
            <p className="id-note">You have no second factor yet. With one, a password that somebody learnt opens nothing.</p>
          ) : null}
          <Recovery shown={shown} />
          <Signing shown={shown} />
          <IdentityChecks shown={shown} />
        </>
      )}
    </Card>
  );
}
