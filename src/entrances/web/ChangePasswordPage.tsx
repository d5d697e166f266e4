import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { RefusalPanel } from '../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../foundation/contract.ts';
import { useCall } from '../../foundation/web/hooks.ts';
import { refusalsOf } from '../../foundation/web/refusals-of.ts';
import { changePassword } from '../../rooms/identity/contract.ts';
import type { whoAmI } from '../../rooms/identity/contract-session.ts';
import { DoorPage } from './DoorPage.tsx';
import { isTyped, NewPassword } from './NewPassword.tsx';

type Why = ReplyOf<typeof whoAmI>['person']['changeWhy'];

const texts = {
  breached: 'The present one stands in a list of passwords that were stolen elsewhere. Nothing is signed with it any more.',
  age: 'The present one is older than the rules of this installation let a password be.',
  given: 'The present one was given to you, so somebody else may know it.',
};

export type ChangePasswordPageProps = { readonly why: Why };

/** A password that somebody else knew, that was stolen or that is too old is replaced before anything else is done. */
export function ChangePasswordPage({ why }: ChangePasswordPageProps) {
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState({ password: '', again: '' });
  const client = useQueryClient();
  const change = useCall(changePassword);
  const refusals = refusalsOf(change.data);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await change.mutateAsync({ body: { currentPassword: current, password: fresh.password } });
    if (answer.ok) await client.invalidateQueries();
  };
  return (
    <DoorPage title={why === null ? 'Choose your own password' : 'Choose another password'} text={texts[why ?? 'given']}>
      <form onSubmit={send}>
        <Stack gap="sm">
          <RefusalPanel refusals={refusals} />
          <PasswordInput
            label="Present password"
            required
            autoFocus
            autoComplete="current-password"
            value={current}
            error={refusalFor(refusals, '/currentPassword')}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPassword value={fresh} onChange={setFresh} error={refusalFor(refusals, '/password')} />
          <Button type="submit" size="md" mt={4} loading={change.isPending} disabled={!isTyped(fresh)}>
            Save and go on
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
