import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { attentionOf, attentions } from '../core/credential-attention.ts';
import { dormancyOf } from '../core/dormancy.ts';
import type { SecurityProfile } from '../core/password.ts';
import { notFound } from '../core/unknown.ts';
import { allAccounts, insertReview, type ReviewedAccount } from '../store/credential-review.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { mayNotAdminister } from './open-records.ts';
import { sayAccount } from './say.ts';

/** What one account asks of a review now. */
export const attentionTo = (account: ReviewedAccount, profile: SecurityProfile, now: Date) =>
  attentionOf(
    { ...account, hasPassword: account.passwordSetAt !== null, dormancy: dormancyOf(account, profile.dormantDays, now) },
    profile,
  );

export const reviewDue = (last: Date, { credentialReviewDays }: SecurityProfile): Date =>
  new Date(last.getTime() + credentialReviewDays * 86_400_000);

export type Reviewed = { readonly id: string; readonly at: string; readonly due: string };

/** Somebody says that they looked through what everybody proves themself with (21 CFR 11.300(b)); what stood there at that moment is kept with it. */
export function recordCredentialReview(call: Call, note: string): Promise<Outcome<Reviewed>> {
  return transact(call, async (work) => {
    const denied = await mayNotAdminister(work, null);
    if (denied.length > 0) return refused(denied);
    const reviewer = await findPerson(work.tx, work.actor.id);
    if (reviewer === undefined) return refuse(notFound('person', work.actor.id));
    const { profile } = await readSecurityProfile(work.tx);
    const points = (await allAccounts(work.tx, work.now)).map((account) => attentionTo(account, profile, work.now));
    const asked = attentions.map((point) => [point, points.filter((found) => found.includes(point)).length] as const);
    const found = { people: points.length, ...Object.fromEntries(asked) };
    const id = uuidv7(work.now.getTime());
    await insertReview(work.tx, { id, by: reviewer.id, at: work.now, note, found });
    sayAccount(work, 'identity.credentials-reviewed', reviewer, { review: { id, found } }, note);
    return done({ id, at: work.now.toISOString(), due: reviewDue(work.now, profile).toISOString() });
  });
}
