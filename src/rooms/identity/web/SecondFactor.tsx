import { Button, Stack, Tabs, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { BodySentOf, ReplyOf } from '../../../foundation/contract.ts';
import { useCall, useOperation } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { completeSignIn, showSecondFactor, signOut } from '../contract.ts';
import { EnrolApp } from './EnrolApp.tsx';
import { EnrolPasskey } from './EnrolPasskey.tsx';
import { askPasskeyFor, type PasskeyQuestion, saidByBrowser } from './passkeys.ts';
import './identity.css';

type Owed = ReplyOf<typeof showSecondFactor>;
type Given = BodySentOf<typeof completeSignIn>;

/** What exactly was wrong says more than that something was. */
const telling = (refusals: ReturnType<typeof refusalsOf>) => {
  const exact = refusals.filter((refusal) => refusal.code !== 'identity.second-factor-failed');
  return exact.length === 0 ? refusals : exact;
};

export type SecondFactorProps = {
  /** Signing in is finished. */
  readonly onDone: () => void;
  /** Sign-in begins anew: given up, or it took too long. */
  readonly onRestart: () => void;
};

function Restart({ onRestart }: Pick<SecondFactorProps, 'onRestart'>) {
  const leave = useCall(signOut);
  return (
    <Button
      variant="transparent"
      color="gray"
      size="compact-sm"
      style={{ alignSelf: 'center' }}
      onClick={() => void leave.mutateAsync({}).then(onRestart)}
    >
      Sign in as somebody else
    </Button>
  );
}

type CodeProps = {
  readonly label: string;
  readonly hint: string;
  readonly digits: boolean;
  readonly busy: boolean;
  readonly onSend: (text: string) => Promise<void>;
};

function CodeForm({ label, hint, digits, busy, onSend }: CodeProps) {
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    void onSend(text.trim()).then(() => setText(''));
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <TextInput
          label={label}
          description={hint}
          required
          autoFocus
          inputMode={digits ? 'numeric' : 'text'}
          autoComplete={digits ? 'one-time-code' : 'off'}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={busy} disabled={text.trim() === ''}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

type WaysProps = {
  readonly owed: Owed;
  readonly busy: boolean;
  readonly onSend: (given: Given) => Promise<void>;
  readonly onPasskey: (question: PasskeyQuestion) => void;
};

/** One way is shown at a time; the first that the person has, and the others a tab away. */
function Ways({ owed, busy, onSend, onPasskey }: WaysProps) {
  const has = (way: Owed['methods'][number]) => owed.methods.includes(way);
  const { passkey } = owed;
  const first = passkey === null ? (has('code') ? 'code' : 'recovery') : 'passkey';
  return (
    <Tabs defaultValue={first} keepMounted={false}>
      <Tabs.List mb="md" grow>
        {passkey === null ? null : <Tabs.Tab value="passkey">Passkey</Tabs.Tab>}
        {has('code') ? <Tabs.Tab value="code">Code</Tabs.Tab> : null}
        <Tabs.Tab value="recovery">Recovery code</Tabs.Tab>
      </Tabs.List>
      {passkey === null ? null : (
        <Tabs.Panel value="passkey">
          <Stack gap="sm">
            <p className="id-note">Your device asks you for fingerprint, face or PIN.</p>
            <Button size="md" autoFocus loading={busy} onClick={() => onPasskey(passkey)}>
              Use your passkey
            </Button>
          </Stack>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="code">
        <CodeForm
          label="Code of your authenticator app"
          hint="Six digits; a new one each half minute"
          digits
          busy={busy}
          onSend={(code) => onSend({ code })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="recovery">
        {has('recovery-code') ? (
          <CodeForm
            label="Recovery code"
            hint="One that you have not used yet, with the number in front"
            digits={false}
            busy={busy}
            onSend={(recoveryCode) => onSend({ recoveryCode })}
          />
        ) : (
          <p className="id-note">
            You have no recovery codes. An administrator can take away your second factor after checking that it is you.
          </p>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Where signing in asks for a second factor and the person has none: setting one up finishes it. */
function Enrol({ onDone }: Pick<SecondFactorProps, 'onDone'>) {
  return (
    <Tabs defaultValue="app" keepMounted={false}>
      <Tabs.List mb="md" grow>
        <Tabs.Tab value="app">Authenticator app</Tabs.Tab>
        <Tabs.Tab value="passkey">Passkey</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="app">
        <EnrolApp onDone={onDone} />
      </Tabs.Panel>
      <Tabs.Panel value="passkey">
        <EnrolPasskey onDone={onDone} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** The second step of signing in: passkey, code or recovery code, or setting up a second factor. */
export function SecondFactor({ onDone, onRestart }: SecondFactorProps) {
  const owed = useOperation(showSecondFactor);
  const complete = useCall(completeSignIn);
  const [failure, setFailure] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const value = owed.data?.value;
  if (owed.error?.status === 401) return <Over onRestart={onRestart} />;
  if (value === undefined) return <StatePanel state={stateOf(owed, { rows: 3 }) ?? { kind: 'loading', rows: 3 }} />;
  const send = async (given: Given) => {
    setFailure(null);
    const answer = await complete.mutateAsync({ body: given });
    if (answer.ok) onDone();
    // The sign-in that was owed has run out: the page asks again and says so.
    else if (answer.problem.refusals.some((refusal) => refusal.code.startsWith('foundation.not-signed-in'))) await owed.refetch();
  };
  const passkey = async (question: PasskeyQuestion) => {
    setAsking(true);
    const given = await askPasskeyFor(question).finally(() => setAsking(false));
    if (given.ok) await send({ passkey: given.value });
    else {
      complete.reset();
      setFailure(given.message);
    }
  };
  return (
    <Stack gap="sm">
      <RefusalPanel
        refusals={[...telling(refusalsOf(complete.data)), ...saidByBrowser(failure)]}
        title="Signing in is not finished"
      />
      {value.step === 'enrol' ? (
        <>
          <p className="id-note">Here a second factor is asked for. Set one up now; that finishes signing in.</p>
          <Enrol onDone={onDone} />
        </>
      ) : (
        <Ways owed={value} busy={complete.isPending || asking} onSend={send} onPasskey={(question) => void passkey(question)} />
      )}
      <Restart onRestart={onRestart} />
    </Stack>
  );
}

const Over = ({ onRestart }: Pick<SecondFactorProps, 'onRestart'>) => (
  <Stack gap="sm">
    <p role="alert">This sign-in took longer than five minutes.</p>
    <Button size="md" autoFocus onClick={onRestart}>
      Sign in again
    </Button>
  </Stack>
);
