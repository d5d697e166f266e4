import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { tokenFaults } from '../core/token-rules.ts';
import { freshToken, hashOfToken } from '../store/authenticate.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { insertToken, type TokenRow, tokenFields, tokenSubject } from '../store/tokens.ts';
import { mustBeInPerson } from './in-person.ts';

export type WantedToken = { readonly name: string; readonly scopes: readonly string[]; readonly expiresInDays: number };

/** Makes an API token under the name of the one who asks. The secret leaves once and is not kept, not even for the Idempotency-Key. */
export async function makeToken(
  call: Call,
  wanted: WantedToken,
): Promise<Outcome<{ readonly id: string; readonly secret: string | null }>> {
  const secrets: string[] = [];
  const outcome = await transact(call, async (work) => {
    const secret = freshToken('ilt');
    const made = await makeTokenIn(work, wanted, hashOfToken(secret));
    if (made.ok) secrets.push(secret);
    return made;
  });
  return outcome.ok ? done({ id: outcome.value.id, secret: secrets.at(-1) ?? null }) : outcome;
}

async function makeTokenIn(work: Work, wanted: WantedToken, hash: Buffer): Promise<Outcome<{ readonly id: string }>> {
  const denied = [...work.mayNot('identity.make-token', null), ...mustBeInPerson(work)];
  if (denied.length > 0) return refused(denied);
  const { profile } = await readSecurityProfile(work.tx);
  const faults = tokenFaults(wanted, new Set(work.actor.holdings.map((holding) => holding.role)), profile.tokenMaxDays);
  if (faults.length > 0) return refused(faults);
  const token: TokenRow = {
    id: uuidv7(work.now.getTime()),
    person_id: work.actor.id,
    name: wanted.name,
    scopes: [...new Set(wanted.scopes)].sort(),
    created_at: work.now,
    expires_at: new Date(work.now.getTime() + wanted.expiresInDays * 86_400_000),
    used_at: null,
    withdrawn_at: null,
  };
  await insertToken(work.tx, token, hash);
  work.say({ act: 'identity.token-made', subject: tokenSubject(token), version: 1, before: null, after: tokenFields(token) });
  return done({ id: token.id });
}
