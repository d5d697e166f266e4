import { PasswordInput } from '@mantine/core';

export type NewPasswordValue = { readonly password: string; readonly again: string };
export type NewPasswordProps = {
  readonly value: NewPasswordValue;
  readonly onChange: (value: NewPasswordValue) => void;
  readonly error?: string | undefined;
};

export const isTyped = ({ password, again }: NewPasswordValue): boolean => password !== '' && password === again;

/** A new password, typed twice. Its rules are the server's; it says each that is broken. */
export function NewPassword({ value, onChange, error }: NewPasswordProps) {
  const differs = value.again !== '' && value.again !== value.password;
  return (
    <>
      <PasswordInput
        label="New password"
        description="A long sentence that you can remember is better than a short puzzle."
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
