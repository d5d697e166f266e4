import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Ceremony } from '../contract.ts';
import { askPasskey } from './ask-passkey.ts';
import type { Assertion } from './proof.ts';

export type ComponentErrors = {
  readonly password: string | undefined;
  readonly code: string | undefined;
  readonly assertion: string | undefined;
};

export type ComponentFieldsProps = {
  readonly needs: Ceremony['needs'];
  readonly errors: ComponentErrors;
  /** True once the passkey has answered the challenge. */
  readonly answered: boolean;
  readonly onAssertion: (assertion: Assertion) => void;
};

type PasskeyProps = Omit<ComponentFieldsProps, 'needs'> & { readonly options: Json };

function Passkey({ options, errors, answered, onAssertion }: PasskeyProps) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const ask = async () => {
    setBusy(true);
    setWhy(null);
    const answer = await askPasskey(options);
    setBusy(false);
    if (answer.ok) onAssertion(answer.assertion);
    else setWhy(answer.why);
  };
  return (
    <div className="sig-passkey">
      <Button
        variant="default"
        leftSection={<IconFingerprint size={16} aria-hidden="true" />}
        loading={busy}
        disabled={answered}
        onClick={() => void ask()}
      >
        {answered ? 'Passkey has answered' : 'Use your passkey'}
      </Button>
      <p role="status" className="sig-dim">
        {answered ? 'Your passkey has answered; no code is needed. Sign to finish.' : (errors.assertion ?? why ?? '')}
      </p>
    </div>
  );
}

/**
 * What the ceremony asks the signer to prove. The fields keep what is typed to themselves: it is read when it is sent, and emptied with the answer.
 * Pasting works, and password managers find their fields (WCAG 2.2, 3.3.8).
 */
export function ComponentFields({ needs, errors, answered, onAssertion }: ComponentFieldsProps) {
  return (
    <div className="sig-components">
      {needs.password ? (
        <PasswordInput
          name="password"
          label="Your password"
          description={
            needs.series === 'continued'
              ? 'You have just signed: one component is enough in immediate sequence.'
              : 'Entered for this signature; being signed in is not enough.'
          }
          required
          autoComplete="current-password"
          error={errors.password}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
        />
      ) : null}
      {needs.second ? (
        <div>
          <TextInput
            name="code"
            label="Code of your authenticator"
            description={needs.passkey === null ? 'Six digits.' : 'Six digits; or use your passkey instead.'}
            required={!answered}
            disabled={answered}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            error={errors.code}
          />
          {needs.passkey === null ? null : (
            <Passkey options={needs.passkey} errors={errors} answered={answered} onAssertion={onAssertion} />
          )}
        </div>
      ) : null}
    </div>
  );
}
