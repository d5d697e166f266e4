import { z } from 'zod';
import { verifyAssertionEvidence } from '../../identity/door.ts';
import { challengeOf, hashOfText } from '../core/statement.ts';
import type { SignatureRow } from '../store/signatures.ts';

const passkeyPart = z.object({
  passkey: z.object({
    rpId: z.string(),
    origin: z.string(),
    credentialId: z.string(),
    publicKey: z.string(),
    algorithm: z.number(),
    authenticatorData: z.string(),
    clientDataJSON: z.string(),
    signature: z.string(),
  }),
});
const nonceOf = (payload: string): string => z.object({ nonce: z.string() }).parse(JSON.parse(payload)).nonce;

export type EvidenceStanding = 'holds' | 'broken' | 'none';
export type CheckedEvidence = { readonly standing: EvidenceStanding; readonly fault: string | null };

/**
 * Whether the passkey's evidence of a signature still proves what it should: the assertion is checked again over a challenge that is made anew from the
 * stored statement, meaning, signer and nonce. Another statement than the one that was signed breaks it. `none`: no passkey was used.
 */
export function checkEvidence(
  row: Pick<SignatureRow, 'evidence' | 'payload' | 'statement' | 'meaning' | 'signer_id'>,
): CheckedEvidence {
  const kept = passkeyPart.safeParse(row.evidence);
  if (!kept.success) return { standing: 'none', fault: null };
  const { rpId, origin, ...evidence } = kept.data.passkey;
  const challenge = challengeOf(hashOfText(row.statement), row.meaning, row.signer_id, nonceOf(row.payload));
  const checked = verifyAssertionEvidence(evidence, challenge, rpId, origin);
  return checked.ok ? { standing: 'holds', fault: null } : { standing: 'broken', fault: checked.fault };
}
