import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { sign } from '../../signatures/door.ts';
import { periodKind } from '../core/programme/period.ts';
import { mayDispose, type Wanted } from '../core/review/dispose.ts';
import { findingsOpen, trailDiffers, trailGrew } from '../core/review/may-finish.ts';
import { type Review, reviewRecord, reviewSubject } from '../core/review/review.ts';
import { reviewRefusals as no } from '../core/review/review-refusals.ts';
import { saveReview } from '../store/reviews.ts';
import { keptFromReviewing, loadReview } from './load-review.ts';
import { openDeviations } from './open-deviation.ts';
import { type Ended, notTaken, sayReview, takeIn } from './open-review.ts';
import { coveredTrail, laterEntries } from './review-trail.ts';
import { tellEntries } from './tell-entries.ts';

/** Says what came of findings: no issue, an explanation, or a deviation; said again it is changed, and both stand in the ledger. */
export const disposeFindings = (call: Call, id: string, wanted: readonly Wanted[]): Promise<Outcome<Ended>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id);
    if (!loaded.ok) return loaded;
    const review = loaded.value;
    const { entries } = await coveredTrail(work.app, work.tx, review.subject, review.covers.ledgerSize);
    const broken = [...(await keptFromReviewing(work, review.subject, entries)), ...mayDispose(review.findings, wanted)];
    if (broken.length > 0) return refused(broken);
    const byEntry = new Map(wanted.map((one) => [one.entry, one] as const));
    const findings = review.findings.map((finding) => {
      const said = byEntry.get(finding.entryId);
      const same = said !== undefined && finding.decided?.disposition === said.disposition && finding.decided.text === said.text;
      if (said === undefined || same) return finding;
      return { ...finding, decided: { disposition: said.disposition, text: said.text, by: work.actor.id, at: work.now } };
    });
    if (findings.every((finding, at) => finding === review.findings[at])) return done({ id: review.id });
    return next(work, 'records.review-disposed', review, { findings: await openDeviations(work, review, findings) });
  });

/** Takes in what was written since: further findings, and a larger sample by the same seed. What was said of the others stays. */
export const extendReview = (call: Call, id: string): Promise<Outcome<Ended>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id);
    if (!loaded.ok) return loaded;
    const review = loaded.value;
    const covered = await coveredTrail(work.app, work.tx, review.subject);
    const broken = [
      ...(await keptFromReviewing(work, review.subject, covered.entries)),
      ...notTaken(covered),
      ...(covered.unsealed === 0 && covered.entries.length === review.covers.entries && covered.sha256 === review.covers.sha256
        ? [no['nothing-new']({})]
        : []),
    ];
    if (broken.length > 0) return refused(broken);
    const taken = await takeIn(work, review.subject, covered, review.sample.seed, review.findings);
    return next(work, 'records.review-extended', review, taken);
  });

/** Ends a review that will not be finished; it stays readable. */
export const withdrawReview = (call: Call, id: string, reason: string): Promise<Outcome<Ended>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id);
    if (!loaded.ok) return loaded;
    const ended = { state: 'withdrawn', withdrawnWhy: reason, endedBy: work.actor.id, endedAt: work.now } as const;
    return next(work, 'records.review-withdrawn', loaded.value, ended, reason);
  });

/** Finishes and signs a review: every finding has its disposition, and it covers all that matters up to this moment. */
export const finishReview = (call: Call, id: string, conclusion: string, signature: Signing): Promise<Outcome<Ended>> =>
  transact(call, (work) => finishReviewIn(work, id, conclusion, signature));

export async function finishReviewIn(work: Work, id: string, conclusion: string, signature: Signing): Promise<Outcome<Ended>> {
  const loaded = await loadReview(work, id);
  if (!loaded.ok) return loaded;
  const review = loaded.value;
  const covered = await coveredTrail(work.app, work.tx, review.subject, review.covers.ledgerSize);
  const later = await tellEntries(work.app, work.tx, await laterEntries(work.tx, review.subject, review.covers.ledgerSize));
  const broken = [
    ...(await keptFromReviewing(work, review.subject, [...covered.entries, ...later])),
    ...findingsOpen(review.findings),
    ...trailGrew(later),
    ...trailDiffers(review, covered.sha256),
  ];
  if (broken.length > 0) return refused(broken);
  const after = nextOf(review, { state: 'finished', conclusion, endedBy: work.actor.id, endedAt: work.now });
  await saveReview(work.tx, review, after);
  sayReview(work, 'records.review-finished', review, after);
  const due = {
    subject: reviewSubject(after),
    label: `Review of the audit trail of ${review.subject.key ?? review.subject.kind}`,
    version: review.version,
    verb: 'finish',
    after: reviewRecord(after),
    input: { conclusion },
    effects: [
      review.subject.kind === periodKind
        ? 'The review of the period is finished.'
        : 'The review is finished. It is void as soon as the record or one of its gates is changed.',
    ],
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done({ id: review.id }) : signed;
}

const nextOf = (review: Review, change: Partial<Review>): Review => ({ ...review, ...change, version: review.version + 1 });

async function next(
  work: Work,
  act: string,
  review: Review,
  change: Partial<Review>,
  reason: string | null = null,
): Promise<Outcome<Ended>> {
  const after = nextOf(review, change);
  await saveReview(work.tx, review, after);
  sayReview(work, act, review, after, reason);
  return done({ id: review.id });
}
