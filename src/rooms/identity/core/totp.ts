import { generateSync, generateURI, ScureBase32Plugin, verifySync } from 'otplib';

/** RFC 6238 as authenticator apps know it: SHA-1, six digits, thirty seconds (other values are ignored by several of them). */
const shape = { algorithm: 'sha1', digits: 6, period: 30 } as const;
/** One step of drift each way (RFC 6238, 5.2). Seconds. */
const drift = 30;
/** RFC 4226, 4 R6: 160 bits. */
export const totpSecretBytes = 20;

const base32 = new ScureBase32Plugin();
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The secret as people type it: Base32 without padding. */
export const totpSecretText = (secret: Uint8Array): string => base32.encode(secret).replaceAll('=', '');

/** What the QR code says. */
export const totpAddress = (secret: Uint8Array, email: string): string =>
  generateURI({ issuer: 'Interlock', label: email, secret: totpSecretText(secret), ...shape });

/** The code that the app shows at this moment. Only for tests and for whoever holds the secret. */
export const totpCode = (secret: Uint8Array, at: Date): string => generateSync({ secret, epoch: secondsOf(at), ...shape });

/**
 * The time step (30 s since 1970) whose code this is; null when it is the code of none that counts now: one step of drift each way, and never the step of an
 * accepted code again, nor an earlier one (RFC 6238, 5.2; NIST SP 800-63B 3.1.4.2).
 */
export function totpStepOf(secret: Uint8Array, code: string, now: Date, lastStep: number | null): number | null {
  const epoch = secondsOf(now);
  if (!/^\d{6}$/.test(code) || (lastStep !== null && lastStep > Math.floor(epoch / shape.period))) return null;
  const found = verifySync({
    secret,
    token: code,
    epoch,
    epochTolerance: drift,
    ...shape,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}
