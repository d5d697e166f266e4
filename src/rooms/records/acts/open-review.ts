import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import { readProfile } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { drawSample } from '../../ledger/door.ts';
import { reviewRulesOf } from '../core/profile.ts';
import { periodKind } from '../core/programme/period.ts';
import { programmeRefusals as noPeriod } from '../core/programme/programme-refusals.ts';
import { findingsOf } from '../core/review/findings.ts';
import { focusOf } from '../core/review/focus.ts';
import { type Finding, type Review, reviewErasable, reviewRecord, reviewSubject } from '../core/review/review.ts';
import { reviewRefusals as no } from '../core/review/review-refusals.ts';
import { howMany } from '../core/review/sample.ts';
import { insertReview, openReviewOf } from '../store/reviews.ts';
import { keptFromReviewing } from './load-review.ts';
import { type CoveredTrail, coveredTrail, mostEntries, trailToReview } from './review-trail.ts';

export type Ended = { readonly id: string };

/** Opens the review of the audit trail of a release: a focus list by rule, and a sample with a seed that is kept. */
export const openReview = (call: Call, release: string): Promise<Outcome<Ended>> =>
  transact(call, (work) => openReviewIn(work, 'release', release, no['no-such-record']({ release }, { field: '/release' })));

/** The same of a period of a programme: what was written in it on what was drawn. */
export const openPeriodReview = (call: Call, period: string): Promise<Outcome<Ended>> =>
  transact(call, (work) => openReviewIn(work, periodKind, period, noPeriod['no-such-period']({ id: period })));

async function openReviewIn(work: Work, kind: string, named: string, missing: Refusal): Promise<Outcome<Ended>> {
  const nowhere = work.mayNot('records.review', null);
  if (nowhere.length > 0) return refused(nowhere);
  const { app, tx } = work;
  const known = app.subjects.get(kind);
  const id = await known?.find(tx, named);
  const [label] = id === null || id === undefined ? [] : ((await known?.label(tx, [id])) ?? []);
  if (known === undefined || label === undefined || label.unitId === null) return refuse(missing);
  if (work.mayNot(known.readRight, label.unitId).length > 0) return refuse(missing);
  const denied = work.mayNot('records.review', label.unitId);
  if (denied.length > 0) return refused(denied);

  const subject = { kind, id: label.id, key: label.key };
  const covered = await coveredTrail(app, tx, subject);
  const open = await openReviewOf(tx, subject);
  const refusals = [
    ...(await keptFromReviewing(work, subject, covered.entries)),
    ...(open === null ? [] : [no['review-open']({ key: open, of: label.key ?? kind })]),
    ...notTaken(covered),
  ];
  if (refusals.length > 0) return refused(refusals);

  const seed = randomBytes(16).toString('hex');
  const taken = await takeIn(work, subject, covered, seed, []);
  const review: Review = {
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('ATR', 1001),
    subject,
    unitId: label.unitId,
    state: 'open',
    openedBy: work.actor.id,
    openedAt: work.now,
    ...taken,
    conclusion: null,
    withdrawnWhy: null,
    endedBy: null,
    endedAt: null,
    version: 1,
  };
  if (!(await insertReview(tx, review))) return refuse(no['review-open']({ key: 'another', of: label.key ?? kind }));
  sayReview(work, 'records.review-opened', null, review);
  return done({ id: review.id });
}

/** Why the trail cannot be covered. */
export function notTaken(covered: CoveredTrail): readonly Refusal[] {
  return [
    ...(covered.unsealed > 0 ? [no['trail-not-sealed']({ entries: covered.unsealed })] : []),
    ...(covered.entries.length > mostEntries ? [no['trail-too-long']({ most: mostEntries })] : []),
  ];
}

/** What a review looks at in a covered trail. */
export async function takeIn(
  work: Work,
  subject: Review['subject'],
  covered: CoveredTrail,
  seed: string,
  before: readonly Finding[],
): Promise<Pick<Review, 'covers' | 'sample' | 'findings'>> {
  const { entries, ledgerSize, sha256 } = covered;
  const rules = reviewRulesOf(await readProfile(work.tx));
  const trail = await trailToReview(work.app, work.tx, subject, entries, { now: work.now, lateHours: rules.lateHours });
  const numbers = entries.flatMap(({ number }) => (number === null ? [] : [number]));
  const { size, rule } = howMany(rules.sample, numbers.length);
  const drawn = drawSample(seed, numbers, size);
  return {
    covers: { ledgerSize, entries: entries.length, sha256 },
    sample: { seed, rule, population: numbers.length, size },
    findings: findingsOf([...entries, ...trail.access], focusOf(trail), drawn, before),
  };
}

/** One entry of the ledger for a step of a review. */
export function sayReview(work: Work, act: string, before: Review | null, after: Review, reason: string | null = null): void {
  work.say({
    act,
    subject: reviewSubject(after),
    version: after.version,
    before: before === null ? null : reviewRecord(before),
    after: reviewRecord(after),
    reason,
    erasable: reviewErasable(after),
  });
}
