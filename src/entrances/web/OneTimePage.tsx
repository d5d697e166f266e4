import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { AppLink } from '../../design/navigation.tsx';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../design/refusal/refusal.ts';
import { useCall } from '../../foundation/web/hooks.ts';
import { refusalsOf } from '../../foundation/web/refusals-of.ts';
import { setPassword } from '../../rooms/identity/contract.ts';
import { DoorPage } from './DoorPage.tsx';
import { isTyped, NewPassword } from './NewPassword.tsx';
import { tokenInAddress } from './token-in-address.ts';

/** `/set-password#token`: the token stays in the fragment, which no server and no log ever sees. */
export function OneTimePage() {
  const [token] = useState(tokenInAddress);
  const [fresh, setFresh] = useState({ password: '', again: '' });
  const [code, setCode] = useState('');
  const set = useCall(setPassword);
  const refusals = refusalsOf(set.data);
  if (set.data?.ok === true)
    return (
      <DoorPage title="Your password is set" text={`Sign in as ${set.data.value.email}.`}>
        <Button component={AppLink} href="/" size="md" fullWidth>
          Sign in
        </Button>
      </DoorPage>
    );
  if (token === '')
    return (
      <DoorPage
        title="This link is not whole"
        text="Open the link exactly as you received it, or ask an administrator for a new one."
      >
        <AppLink href="/">Sign in instead</AppLink>
      </DoorPage>
    );
  const send = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({ body: { token, password: fresh.password, ...(code.trim() === '' ? {} : { code }) } });
  };
  return (
    <DoorPage title="Set your password" text="The link works once. All your open sessions end.">
      <form onSubmit={send}>
        <Stack gap="sm">
          <RefusalPanel refusals={refusals} />
          <TextInput
            label="Code"
            description="From a second administrator, who gave it to you alone. Leave it empty if you were told of none."
            autoComplete="off"
            value={code}
            error={refusalFor(refusals, '/code')}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <NewPassword value={fresh} onChange={setFresh} error={refusalFor(refusals, '/password')} />
          <Button type="submit" size="md" mt={4} loading={set.isPending} disabled={!isTyped(fresh)}>
            Set the password
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
