import type { Ceremony } from '../contract.ts';
import type { Assertion, Proof } from './proof.ts';

type Needs = Pick<Ceremony['needs'], 'password' | 'second'>;
type Given = Omit<Proof, 'ceremony'>;
export type Missing = Readonly<Partial<Record<'password' | 'code', string>>>;
export type Read = { readonly ok: true; readonly given: Given } | { readonly ok: false; readonly missing: Missing };

const sixDigits = /^\d{6}$/;
/** A code that was pasted may have spaces or a hyphen between its digits. */
const plainCode = (text: string): string => text.replaceAll(/[\s-]/g, '');

/**
 * The components as they were entered, or which of them are missing. Pure. A passkey takes the place of the code; what is not asked for is not sent.
 * @param assertion the passkey's answer, undefined where it was not used
 */
export function readComponents(
  needs: Needs,
  entered: { readonly password: string; readonly code: string },
  assertion: Assertion | undefined,
): Read {
  const code = plainCode(entered.code);
  const asksCode = needs.second && assertion === undefined;
  const missing: Missing = {
    ...(needs.password && entered.password === '' ? { password: 'Enter your password.' } : {}),
    ...(asksCode && !sixDigits.test(code)
      ? { code: code === '' ? 'Enter the code, or use your passkey.' : 'The code has six digits.' }
      : {}),
  };
  if (Object.keys(missing).length > 0) return { ok: false, missing };
  return {
    ok: true,
    given: {
      ...(needs.password ? { password: entered.password } : {}),
      ...(asksCode ? { code } : {}),
      ...(assertion === undefined ? {} : { assertion }),
    },
  };
}
