import { Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { Can } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import {
  addCheckerKey,
  type CheckerView,
  confirmCheckerKey,
  listCheckers,
  registerChecker,
  withdrawChecker,
  withdrawCheckerKey,
} from '../contract-checks.ts';

import './gates.css';

const nothing = () => {};
const kindWords = { 'hmac-sha256': 'Shared secret (HMAC-SHA-256)', ed25519: 'Public key (Ed25519)' } as const;

type Made = { readonly id: string; readonly secret: string };

function Secret({ made, onClose }: { readonly made: Made | null; readonly onClose: () => void }) {
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      title="Copy the secret now"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p>It is shown only now, in base64url. It lies sealed here, and nobody can read it again.</p>
        <TextInput label="Id of the key" readOnly value={made?.id ?? ''} onFocus={(event) => event.currentTarget.select()} />
        <TextInput
          label="Secret"
          readOnly
          data-autofocus
          value={made?.secret ?? ''}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={made?.secret ?? ''}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy the secret'}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}

function AddKey({ checker }: { readonly checker: CheckerView }) {
  const [opened, setOpened] = useState(false);
  const [publicKey, setPublicKey] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  const ask = useAsk(addCheckerKey, ({ id, secret }) => {
    setOpened(false);
    if (secret !== null) setMade({ id, secret });
  });
  const open = () => {
    setPublicKey('');
    ask.reset();
    setOpened(true);
  };
  const given = publicKey.trim();
  const body = given === '' ? {} : { publicKey: given };
  return (
    <>
      <BlockedButton size="compact-sm" variant="light" can={checker.can.administer} onClick={open}>
        Add a key
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`A key for ${checker.name}`}
        confirm={given === '' ? 'Make a secret' : 'Register the key'}
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        onSend={() => void ask.send({ params: { id: checker.id }, version: checker.version, body })}
        onClose={() => setOpened(false)}
      >
        <p className="gate-quiet">
          Without a public key a shared secret is made here and shown once. Nothing that it signs is heard before somebody of
          quality confirms it. Two keys may be valid, so that one is exchanged while the other works.
        </p>
        <TextInput
          label="Public key of Ed25519"
          description="32 bytes in base64; empty for a shared secret"
          data-autofocus
          value={publicKey}
          error={refusalFor(ask.refusals, '/publicKey')}
          onChange={(event) => setPublicKey(event.currentTarget.value)}
        />
      </FormDialog>
      <Secret made={made} onClose={() => setMade(null)} />
    </>
  );
}

function Register({ can }: { readonly can: Can[string] | undefined }) {
  const [opened, setOpened] = useState(false);
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const ask = useAsk(registerChecker, () => setOpened(false));
  const open = () => {
    setKey('');
    setName('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton can={can} onClick={open}>
        Register a checker
      </BlockedButton>
      <FormDialog
        opened={opened}
        title="Register a checker"
        confirm="Register"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={key.trim() !== '' && name.trim() !== ''}
        onSend={() => void ask.send({ body: { key: key.trim(), name: name.trim() } })}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          description="As results and the trail name it"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Key"
          description="Gates name it by this; given for good"
          required
          value={key}
          error={refusalFor(ask.refusals, '/key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

type KeyView = CheckerView['keys'][number];

function KeyState({ shown }: { readonly shown: KeyView }) {
  if (shown.withdrawnAt !== null) return <StatusBadge tone="gray">Withdrawn</StatusBadge>;
  if (shown.confirmedBy === null) return <StatusBadge tone="orange">Waits to be confirmed</StatusBadge>;
  return (
    <>
      <StatusBadge tone="teal">Valid</StatusBadge>
      <div className="gate-quiet">confirmed by {shown.confirmedBy.name}</div>
    </>
  );
}

function ConfirmKey({ checker, shown }: { readonly checker: CheckerView; readonly shown: KeyView }) {
  const ask = useAsk(confirmCheckerKey, nothing);
  if (shown.can.confirm === undefined) return null;
  return (
    <ActButton
      size="compact-sm"
      can={shown.can.confirm}
      label="Confirm"
      title="Confirm the key"
      text={`From now on what it signs counts as measured by ${checker.name}. Confirm it once you know that the machine alone holds it.`}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ reasonCode, params: { id: checker.id, key: shown.id }, version: checker.version, body: { reason } })).ok
      }
    />
  );
}

function Keys({ checker }: { readonly checker: CheckerView }) {
  const ask = useAsk(withdrawCheckerKey, nothing);
  if (checker.keys.length === 0) return <p className="il-missing">No key: it cannot answer anything yet.</p>;
  return (
    <div className="il-scroll-x">
      <table className="il-table">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">State</th>
            <th scope="col">Made</th>
            <th scope="col">
              <span className="il-only-read">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {checker.keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">
                {kindWords[key.kind]}
                <div className="gate-quiet">{key.id}</div>
              </th>
              <td>
                <KeyState shown={key} />
              </td>
              <td>
                <DateText at={key.madeAt} /> by {key.madeBy.name}
              </td>
              <td className="gate-key-acts">
                <ConfirmKey checker={checker} shown={key} />
                {key.withdrawnAt !== null ? null : (
                  <ActButton
                    size="compact-sm"
                    can={checker.can.administer}
                    label="Withdraw"
                    title="Withdraw the key"
                    text="Nothing that it signs is heard any more."
                    danger
                    busy={ask.busy}
                    refusals={ask.refusals}
                    onOpen={ask.reset}
                    onSend={async ({ reason, reasonCode }) =>
                      (
                        await ask.send({
                          reasonCode,
                          params: { id: checker.id, key: key.id },
                          version: checker.version,
                          body: { reason },
                        })
                      ).ok
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CheckerCard({ checker }: { readonly checker: CheckerView }) {
  const ask = useAsk(withdrawChecker, nothing);
  const gone = checker.withdrawnAt !== null;
  return (
    <Card
      title={checker.name}
      actions={
        gone ? undefined : (
          <Group gap={6}>
            <AddKey checker={checker} />
            <ActButton
              size="compact-sm"
              can={checker.can.administer}
              label="Withdraw"
              title={`Withdraw ${checker.name}`}
              text="What it answered stays. Criteria that name it become unknown when they are asked again."
              danger
              busy={ask.busy}
              refusals={ask.refusals}
              onOpen={ask.reset}
              onSend={async ({ reason, reasonCode }) =>
                (await ask.send({ reasonCode, params: { id: checker.id }, version: checker.version, body: { reason } })).ok
              }
            />
          </Group>
        )
      }
    >
      <div className="gate-standing">
        <KeyTag>{checker.key}</KeyTag>
        {gone ? <StatusBadge tone="gray">Withdrawn</StatusBadge> : null}
        <span>
          Registered by {checker.registeredBy.name}, <DateText at={checker.registeredAt} />
        </span>
        {checker.refused === 0 ? null : (
          <StatusBadge tone="orange">
            {checker.refused} refused {checker.refused === 1 ? 'answer' : 'answers'}, last: {checker.refusedWhy ?? ''}
          </StatusBadge>
        )}
      </div>
      <Keys checker={checker} />
    </Card>
  );
}

/** Machines that answer external checks, and the keys with which they sign. */
export function Screen() {
  const asked = useOperation(listCheckers);
  const reply = asked.data?.value;
  return (
    <>
      <PageHead
        title="Checkers"
        sub="Machines that answer external checks of gates. Each signs what it answers with a key that is registered here."
        actions={reply === undefined ? undefined : <Register can={reply.can.administer} />}
      />
      <PageBody>
        <div className="gate-page">
          {reply === undefined ? <StatePanel state={stateOf(asked, { rows: 4 }) ?? { kind: 'loading', rows: 4 }} /> : null}
          {reply?.items.length === 0 ? (
            <StatePanel
              state={{
                kind: 'empty',
                title: 'No machine is registered yet',
                text: 'Register a scanner, a build server or a test bench, and gates can ask it.',
              }}
            />
          ) : null}
          {reply?.items.map((checker) => (
            <CheckerCard key={checker.id} checker={checker} />
          ))}
        </div>
      </PageBody>
    </>
  );
}
