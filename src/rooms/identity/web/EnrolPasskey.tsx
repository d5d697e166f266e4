import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useCall } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { enrolPasskey, offerPasskey } from '../contract.ts';
import type { EnrolProps } from './EnrolApp.tsx';
import { makePasskey, saidByBrowser } from './passkeys.ts';

/** Sets up a passkey: the device asks for fingerprint, face or PIN and keeps the key; only its public half comes here. */
export function EnrolPasskey({ onDone, onCancel }: EnrolProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const offer = useCall(offerPasskey);
  const ask = useAsk(enrolPasskey, onDone);
  const ready = name.trim() !== '' && password !== '';
  const busy = making || ask.busy;
  const make = async () => {
    setFailure(null);
    ask.reset();
    const offered = await offer.mutateAsync({});
    if (!offered.ok) return;
    const made = await makePasskey(offered.value.options);
    if (made.ok) await ask.send({ body: { name: name.trim(), password, passkey: made.value } });
    else setFailure(made.message);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || busy) return;
    setMaking(true);
    await make().finally(() => setMaking(false));
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <RefusalPanel refusals={[...refusalsOf(offer.data), ...ask.refusals, ...saidByBrowser(failure)]} />
        <p className="id-note">
          Your device or security key asks you for fingerprint, face or PIN. The key never leaves it; a passkey works at this
          address only.
        </p>
        <TextInput
          label="Name"
          description="How you tell it from your other passkeys, e.g. Laptop"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Your password"
          required
          autoComplete="current-password"
          value={password}
          error={refusalFor(ask.refusals, '/password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm" mt="xs">
          {onCancel === undefined ? null : (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={!ready}>
            Make the passkey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
