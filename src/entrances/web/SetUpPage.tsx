import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { AppLink } from '../../design/navigation.tsx';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from '../../design/refusal/refusal.ts';
import { useCall } from '../../foundation/web/hooks.ts';
import { refusalsOf } from '../../foundation/web/refusals-of.ts';
import { setUp, signIn } from '../../rooms/identity/contract.ts';
import { DoorPage } from './DoorPage.tsx';
import { isTyped, NewPassword } from './NewPassword.tsx';
import { tokenInAddress } from './token-in-address.ts';

const fields = [
  { name: 'organisationName', label: 'Organisation', autoComplete: 'organization', type: 'text' },
  { name: 'name', label: 'Your name', autoComplete: 'name', type: 'text' },
  { name: 'email', label: 'Your e-mail', autoComplete: 'username', type: 'email' },
] as const;

/** The organisation stands; its administrator is on the way in. Where signing in was refused, the way is the usual one. */
function Founded({ email, refusals }: { readonly email: string; readonly refusals: readonly ShownRefusal[] }) {
  if (refusals.length === 0)
    return (
      <DoorPage title="Interlock is set up" text={`You are being signed in as ${email}.`}>
        {null}
      </DoorPage>
    );
  return (
    <DoorPage title="Interlock is set up" text={`Sign in as ${email} and register the people who work with it.`}>
      <Stack gap="sm">
        <RefusalPanel refusals={refusals} title="You are not signed in yet" />
        <Button component={AppLink} href="/" size="md" fullWidth>
          Sign in
        </Button>
      </Stack>
    </DoorPage>
  );
}

/** `/setup#token`: the first administrator and the organisation, once. */
export function SetUpPage() {
  const [token] = useState(tokenInAddress);
  const [values, setValues] = useState({ organisationName: '', name: '', email: '' });
  const [fresh, setFresh] = useState({ password: '', again: '' });
  const found = useCall(setUp);
  const enter = useCall(signIn);
  const refusals = refusalsOf(found.data);
  if (found.data?.ok === true) return <Founded email={found.data.value.email} refusals={refusalsOf(enter.data)} />;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const { password } = fresh;
    const answer = await found.mutateAsync({ body: { token, ...values, password } });
    if (!answer.ok) return;
    // A sign-in like any other, with the password that was just set: a session of its own, whatever this browser held before.
    setFresh({ password: '', again: '' });
    const entered = await enter.mutateAsync({ body: { email: answer.value.email, password } });
    if (entered.ok) globalThis.location.assign('/');
  };
  return (
    <DoorPage title="Set up Interlock" text="You become the first administrator: you configure, and hold no business role.">
      <form onSubmit={send}>
        <Stack gap="sm">
          {token === '' ? (
            <RefusalPanel
              refusals={[
                {
                  code: 'web.link-not-whole',
                  message: 'The address lacks its one-time token.',
                  remedy: 'Open the link exactly as the server printed it; a restart prints a new one.',
                },
              ]}
            />
          ) : (
            <RefusalPanel refusals={refusals} />
          )}
          {fields.map((field, index) => (
            <TextInput
              key={field.name}
              label={field.label}
              type={field.type}
              required
              autoFocus={index === 0}
              autoComplete={field.autoComplete}
              value={values[field.name]}
              error={refusalFor(refusals, `/${field.name}`)}
              onChange={(event) => setValues({ ...values, [field.name]: event.currentTarget.value })}
            />
          ))}
          <NewPassword value={fresh} onChange={setFresh} error={refusalFor(refusals, '/password')} />
          <Button type="submit" size="md" mt={4} loading={found.isPending} disabled={token === '' || !isTyped(fresh)}>
            Set up
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
