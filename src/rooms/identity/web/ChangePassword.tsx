import { Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changePassword } from '../contract.ts';
import { showPasswordRules } from '../contract-passwords.ts';

/** Your own password; the other sessions end with it. */
export function ChangePassword() {
  const [currentPassword, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const rules = useOperation(showPasswordRules).data?.value.says;
  const ask = useAsk(changePassword, ({ endedSessions }) => {
    setCurrent('');
    setPassword('');
    setDone(`Changed. ${endedSessions} other sessions ended.`);
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setDone(null);
    if (currentPassword !== '' && password !== '') void ask.send({ body: { currentPassword, password } });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <RefusalPanel refusals={ask.refusals} />
        {done === null ? null : <p role="status">{done}</p>}
        <PasswordInput
          label="Present password"
          required
          autoComplete="current-password"
          value={currentPassword}
          error={refusalFor(ask.refusals, '/currentPassword')}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description={rules?.join(' ')}
          required
          autoComplete="new-password"
          value={password}
          error={refusalFor(ask.refusals, '/password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={ask.busy} disabled={currentPassword === '' || password === ''}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
