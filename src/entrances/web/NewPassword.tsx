import { PasswordInput } from '@mantine/core';
import { useOperation } from '../../foundation/web/hooks.ts';
import { showPasswordRules } from '../../rooms/identity/contract-passwords.ts';

export type NewPasswordValue = { readonly password: string; readonly again: string };
export type NewPasswordProps = {
  readonly value: NewPasswordValue;
  readonly onChange: (value: NewPasswordValue) => void;
  readonly error?: string | undefined;
};

export const isTyped = ({ password, again }: NewPasswordValue): boolean => password !== '' && password === again;

/** A new password, typed twice. Its rules are the server's: told before one is chosen, and each that is broken said again. */
export function NewPassword({ value, onChange, error }: NewPasswordProps) {
  const differs = value.again !== '' && value.again !== value.password;
  const rules = useOperation(showPasswordRules).data?.value.says;
  return (
    <>
      <PasswordInput
        label="New password"
        description={rules?.join(' ')}
        required
        autoComplete="new-password"
        value={value.password}
        error={error}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password, again"
        required
        autoComplete="new-password"
        value={value.again}
        error={differs ? 'The two differ.' : undefined}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
      />
    </>
  );
}
