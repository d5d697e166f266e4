import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { findPerson } from '../store/people.ts';
import { type TokenRow, tokenFields, tokenForUpdate, tokenSubject, withdrawTokenRow } from '../store/tokens.ts';
import { mustBeInPerson } from './in-person.ts';
import { mayNotAdminister } from './open-records.ts';

const no = defineRefusals('identity', {
  'reason-for-other': {
    kind: 'rule',
    says: () => 'Somebody else’s token is withdrawn with a reason.',
    remedy: 'Say why.',
  },
});

/** Withdraws a token: one's own, or, as administrator with a reason, anybody's. */
export function withdrawToken(call: Call, id: string, reason: string | null): Promise<Outcome<{ readonly id: string }>> {
  return transact(call, async (work) => {
    const token = await tokenForUpdate(work.tx, id);
    if (token === undefined) return refuse(notFound('token', id));
    const denied = await mayNotTouch(work, token, reason);
    if (denied.length > 0) return refused(denied);
    if (token.withdrawn_at !== null) return done({ id });
    await withdrawTokenRow(work.tx, id, work.now);
    work.say({
      act: 'identity.token-withdrawn',
      subject: tokenSubject(token),
      version: 2,
      before: tokenFields(token),
      after: tokenFields({ ...token, withdrawn_at: work.now }),
      reason,
    });
    return done({ id });
  });
}

/** To a stranger somebody else's token does not exist. */
async function mayNotTouch(work: Work, token: TokenRow, reason: string | null): Promise<readonly Refusal[]> {
  if (token.person_id === work.actor.id) return mustBeInPerson(work);
  const owner = await findPerson(work.tx, token.person_id);
  const denied = await mayNotAdminister(work, owner?.unit_id ?? null);
  if (denied.length > 0) return [notFound('token', token.id)];
  return reason === null ? [no['reason-for-other']({}, { field: '/reason' })] : [];
}
