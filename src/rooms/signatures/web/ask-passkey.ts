import { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Assertion } from './proof.ts';

const transports = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
const credential = z.object({ id: z.string(), type: z.literal('public-key'), transports: z.array(transports).optional() });
/** PublicKeyCredentialRequestOptionsJSON of WebAuthn level 3, as far as the server says it. */
const options = z.object({
  challenge: z.string(),
  timeout: z.number().optional(),
  rpId: z.string().optional(),
  allowCredentials: z.array(credential).default([]),
  userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
});

export type PasskeyAnswer = { readonly ok: true; readonly assertion: Assertion } | { readonly ok: false; readonly why: string };

const whyOf = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError')
    return 'The passkey was not used: it was cancelled or took too long. Try again, or enter a code.';
  if (name === 'SecurityError') return 'This address may not ask for your passkey. Enter a code instead.';
  return 'Your passkey did not answer. Try again, or enter a code.';
};

/** Asks the authenticator to sign the challenge of the ceremony. The kit for it is loaded by whoever presses the button. */
export async function askPasskey(asked: Json): Promise<PasskeyAnswer> {
  try {
    const { challenge, allowCredentials, timeout, rpId, userVerification } = options.parse(asked);
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const assertion = await startAuthentication({
      optionsJSON: {
        challenge,
        ...(timeout === undefined ? {} : { timeout }),
        ...(rpId === undefined ? {} : { rpId }),
        ...(userVerification === undefined ? {} : { userVerification }),
        allowCredentials: allowCredentials.map(({ id, type, transports: by }) => ({
          id,
          type,
          ...(by === undefined ? {} : { transports: by }),
        })),
      },
    });
    return { ok: true, assertion };
  } catch (error) {
    return { ok: false, why: whyOf(error) };
  }
}
