import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import type { BodySentOf, QuerySentOf, ReplyOf } from '../../../foundation/contract.ts';
import { useCall } from '../../../foundation/web/hooks.ts';
import { type askForCheck, askPasskey, type listOwnCredentials } from '../contract.ts';
import { askPasskeyFor, saidByBrowser } from './passkeys.ts';

export type Proof = BodySentOf<typeof askForCheck>;
type Items = ReplyOf<typeof listOwnCredentials>['items'];

export type ProofDialogProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly text?: ReactNode;
  readonly confirm: string;
  /** A second factor too; else the password alone confirms. */
  readonly second: boolean;
  /** What the person has. */
  readonly items: Items;
  readonly question: QuerySentOf<typeof askPasskey>;
  readonly busy: boolean;
  readonly refusals: readonly ShownRefusal[];
  readonly onSend: (proof: Proof) => void;
  readonly onClose: () => void;
};

/** Confirms an act on the own account with the password and, where asked for, a code or a passkey. */
export function ProofDialog(props: ProofDialogProps) {
  const { opened, title, text, confirm, second, items, question, busy, refusals, onSend, onClose } = props;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useCall(askPasskey);
  const hasApp = second && items.some((item) => item.kind === 'app');
  const hasPasskey = second && items.some((item) => item.kind === 'passkey');
  const clear = () => {
    setPassword('');
    setCode('');
    setFailure(null);
  };
  const close = () => {
    clear();
    onClose();
  };
  const send = (proof: Proof) => {
    setCode('');
    onSend(proof);
  };
  const passkey = async () => {
    setFailure(null);
    const asked = await ask.mutateAsync({ query: question });
    if (!asked.ok || asked.value.question === null) return setFailure('None of your passkeys can confirm this.');
    const given = await askPasskeyFor(asked.value.question);
    if (given.ok) send({ password, passkey: given.value });
    else setFailure(given.message);
  };
  return (
    <FormDialog
      opened={opened}
      title={title}
      confirm={hasApp || !second ? confirm : 'Confirm with a passkey'}
      size="md"
      busy={busy || ask.isPending}
      refusals={[...refusals, ...saidByBrowser(failure)]}
      ready={password !== '' && (!hasApp || code.trim() !== '') && (!second || hasApp || hasPasskey)}
      onSend={() => (hasApp || !second ? send({ password, ...(second ? { code: code.trim() } : {}) }) : void passkey())}
      onClose={close}
    >
      {text}
      <PasswordInput
        label="Your password"
        required
        data-autofocus
        autoComplete="current-password"
        value={password}
        error={refusalFor(refusals, '/password')}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {hasApp ? (
        <TextInput
          label="Code of your authenticator app"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={refusalFor(refusals, '/code')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : null}
      {hasApp && hasPasskey ? (
        <Button variant="default" disabled={password === ''} onClick={() => void passkey()}>
          Use a passkey instead of a code
        </Button>
      ) : null}
    </FormDialog>
  );
}
