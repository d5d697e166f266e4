import type { Json } from '../../../foundation/canonical-json.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Proof } from '../../../foundation/signing.ts';
import type { Work } from '../../../foundation/transact.ts';

export type Proven = { readonly methods: readonly string[]; readonly evidence: Json; readonly series: number };

/** The signer proves anew to be themselves (21 CFR 11.200(a)); being signed in proves nothing here. */
export async function proveSigner(work: Work, proof: Proof, _challenge: Buffer): Promise<Outcome<Proven>> {
  const wrong = await work.confirmPassword(proof.password);
  if (wrong.length > 0) return refused(wrong.map((refusal) => ({ ...refusal, field: '/signature/password' })));
  return done({ methods: ['password'], evidence: {}, series: 1 });
}

/** Which components this signer is asked for, and the challenge for a passkey. */
export const needsOf = async (_call: unknown, _ceremony: unknown) => ({ password: true, second: false, passkey: null });
