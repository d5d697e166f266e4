import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listCredentialsOf, proveIdentity, resetCredentials } from '../contract.ts';
import { type CredentialsShown, CredentialTable, IdentityChecks } from './CredentialTable.tsx';
import { useMayAnywhere } from './door.tsx';

type Whose = { readonly id: string; readonly name: string; readonly shown: CredentialsShown };
const nothing = () => {};
const today = (): string => new Date().toISOString().slice(0, 10);

function Reset({ id, name, shown }: Whose) {
  const ask = useAsk(resetCredentials, nothing);
  return (
    <ActButton
      size="compact-sm"
      can={shown.can.reset}
      label="Take away second factors"
      title={`Take away the second factors of ${name}`}
      text="For a lost device. Authenticator app, passkeys and recovery codes go, sessions end, and nothing gives a signature before somebody else has checked the identity anew. Say in the reason how you know that it is them."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) => (await ask.send({ params: { id }, reasonCode, body: { reason } })).ok}
    />
  );
}

function Prove({ id, name, shown }: Whose) {
  const [opened, setOpened] = useState(false);
  const [code, setCode] = useState('');
  const [how, setHow] = useState('');
  const [checkedOn, setCheckedOn] = useState(today());
  const ask = useAsk(proveIdentity, () => setOpened(false));
  const open = () => {
    setCode('');
    setHow('');
    setCheckedOn(today());
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton size="compact-sm" can={shown.can.prove} onClick={open}>
        Record an identity check
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`You have checked that this is ${name}`}
        confirm="Record it"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={code.trim() !== '' && how.trim() !== '' && checkedOn !== ''}
        onSend={() => void ask.send({ params: { id }, body: { code: code.trim(), how: how.trim(), checkedOn } })}
        onClose={() => setOpened(false)}
      >
        <p className="id-note">
          Look at the person and their identity card. Then let them open “Your account”, “Have your identity checked”, and read
          you the code. From then on what they proved there gives signatures in their name.
        </p>
        <TextInput
          label="Code that the person shows you"
          required
          data-autofocus
          autoComplete="off"
          value={code}
          error={refusalFor(ask.refusals, '/code')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label="What you looked at"
          description="E.g. passport, in person. No numbers of documents."
          required
          value={how}
          error={refusalFor(ask.refusals, '/how')}
          onChange={(event) => setHow(event.currentTarget.value)}
        />
        <TextInput
          label="Day of the check"
          type="date"
          required
          value={checkedOn}
          error={refusalFor(ask.refusals, '/checkedOn')}
          onChange={(event) => setCheckedOn(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

/** What somebody proves themself with: for who may reset it, and for who checks identities. Nobody else sees the card. */
export function PersonCredentials({ id, name }: { readonly id: string; readonly name: string }) {
  const may = useMayAnywhere('identity.see-credentials');
  const asked = useOperation(listCredentialsOf, { params: { id } }, { enabled: may });
  const shown = asked.data?.value;
  if (!may || asked.error?.status === 403) return null;
  return (
    <Card
      title="Signing in and signing"
      actions={
        shown === undefined ? null : (
          <Group gap={6}>
            {'reset' in shown.can ? <Reset id={id} name={name} shown={shown} /> : null}
            {'prove' in shown.can ? <Prove id={id} name={name} shown={shown} /> : null}
          </Group>
        )
      }
    >
      {shown === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 3 }) ?? { kind: 'loading', rows: 3 }} />
      ) : (
        <>
          <CredentialTable shown={shown} />
          <p className="id-note">
            {shown.recovery === null ? 'No recovery codes.' : `${shown.recovery.left} of 10 recovery codes are left.`}
          </p>
          <IdentityChecks shown={shown} />
        </>
      )}
    </Card>
  );
}
