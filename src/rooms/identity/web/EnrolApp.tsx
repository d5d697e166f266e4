import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { enrolApp, offerApp } from '../contract.ts';

// Only who sets up an app draws a code; nobody else loads what draws it.
const QrCode = lazy(() => import('./QrCode.tsx').then((loaded) => ({ default: loaded.QrCode })));

const inFours = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

export type EnrolProps = { readonly onDone: () => void; readonly onCancel?: (() => void) | undefined };

/** Sets up an authenticator app: scan or type the secret, then prove with the first code that the app has it. */
export function EnrolApp({ onDone, onCancel }: EnrolProps) {
  const offer = useOperation(offerApp);
  const [name, setName] = useState('Phone');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const ask = useAsk(enrolApp, onDone);
  const offered = offer.data?.value;
  if (offered === undefined) return <StatePanel state={stateOf(offer, { rows: 6 }) ?? { kind: 'loading', rows: 6 }} />;
  const ready = name.trim() !== '' && code.trim() !== '' && password !== '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !ask.busy) void ask.send({ body: { name: name.trim(), code: code.trim(), password } });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <RefusalPanel refusals={ask.refusals} />
        <div className="id-offer">
          <Suspense fallback={<div className="id-qr" />}>
            <QrCode text={offered.address} label="QR code for your authenticator app" />
          </Suspense>
          <div>
            <p className="id-note">Scan it with the app, or type this secret. It is not shown again once the app is set up.</p>
            <p className="id-secret">{inFours(offered.secret)}</p>
          </div>
        </div>
        <TextInput
          label="Code that the app shows"
          description="Six digits"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          value={code}
          error={refusalFor(ask.refusals, '/code')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="How you tell it from your other devices"
          required
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
          <Button type="submit" loading={ask.busy} disabled={!ready}>
            Set up the app
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
