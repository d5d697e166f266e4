import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { useCall } from '../../foundation/web/hooks.ts';
import { refusalsOf } from '../../foundation/web/refusals-of.ts';
import { signIn } from '../../rooms/identity/contract.ts';

export type SignInFormProps = { readonly email?: string; readonly onDone: (personId: string) => void };

export function SignInForm({ email: known = '', onDone }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const enter = useCall(signIn);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await enter.mutateAsync({ body: { email: email.trim(), password } });
    setPassword('');
    if (answer.ok) onDone(answer.value.person.id);
  };
  return (
    <form onSubmit={send}>
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
