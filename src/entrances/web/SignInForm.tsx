import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { StatePanel } from '../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { useCall } from '../../foundation/web/hooks.ts';
import { refusalsOf } from '../../foundation/web/refusals-of.ts';
import { signIn } from '../../rooms/identity/contract-session.ts';

// Fetched when somebody owes it, so that the door stays light.
const SecondFactor = lazy(() =>
  import('../../rooms/identity/web/SecondFactor.tsx').then((loaded) => ({ default: loaded.SecondFactor })),
);

export type SignInFormProps = {
  readonly email?: string;
  /** Said above the first step. */
  readonly intro?: string;
  /** Who has given the password already and owes the rest. */
  readonly half?: string | null;
  readonly onDone: (personId: string) => void;
};

/** Signing in: e-mail and password, then the second factor where one is asked for. */
export function SignInForm({ email: known = '', half = null, intro, onDone }: SignInFormProps) {
  const [owes, setOwes] = useState(half);
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const enter = useCall(signIn);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await enter.mutateAsync({ body: { email: email.trim(), password } });
    setPassword('');
    if (!answer.ok) return;
    if (answer.value.session.state === 'open') onDone(answer.value.person.id);
    else setOwes(answer.value.person.id);
  };
  if (owes !== null) {
    return (
      <Suspense fallback={<StatePanel state={{ kind: 'loading', rows: 3 }} />}>
        <SecondFactor onDone={() => onDone(owes)} onRestart={() => setOwes(null)} />
      </Suspense>
    );
  }
  return (
    <form onSubmit={send}>
      {intro === undefined ? null : <p className="il-session-text">{intro}</p>}
      <Stack gap="sm">
        <RefusalPanel refusals={refusalsOf(enter.data)} title="You are not signed in" />
        <TextInput
          label="E-mail"
          type="email"
          required
          autoComplete="username"
          value={email}
          data-autofocus={known === '' || undefined}
          autoFocus={known === ''}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          required
          autoComplete="current-password"
          value={password}
          data-autofocus={known !== '' || undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={enter.isPending} mt={4}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
