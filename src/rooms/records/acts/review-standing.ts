import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Fact, Measured } from '../../../foundation/fact.ts';
import type { TrailEntry } from '../../ledger/door.ts';
import { isRelevant } from '../core/review/relevant.ts';
import type { Review } from '../core/review/review.ts';
import { lastFinished } from '../store/reviews.ts';
import { laterEntries } from './review-trail.ts';

/** Entries after the covered part that take the effect of a review; derived at the moment in which it is asked. */
export const takenBy = async (db: Db | Tx, review: Pick<Review, 'subject' | 'covers'>): Promise<readonly TrailEntry[]> =>
  (await laterEntries(db, review.subject, review.covers.ledgerSize)).filter(isRelevant);

const inputsOf = (review: Review): Measured['inputs'] => ({
  review: review.key,
  ledgerSize: review.covers.ledgerSize,
  trailSha256: review.covers.sha256,
  deviations: review.findings.filter(({ decided }) => decided?.disposition === 'deviation').length,
});

async function finished(db: Db | Tx, subjectId: string): Promise<Measured> {
  const review = await lastFinished(db, { kind: 'release', id: subjectId });
  if (review === null) return { value: false, until: null, says: 'No review of the audit trail is finished.', inputs: {} };
  const [first] = await takenBy(db, review);
  if (first === undefined)
    return {
      value: true,
      until: null,
      says: `${review.key} is finished and covers everything up to now.`,
      inputs: inputsOf(review),
    };
  const at = first.seq === null ? 'an entry that is not sealed yet' : `entry No. ${first.seq}`;
  return {
    value: false,
    until: null,
    says: `${review.key} is void: ${at} changed the record after it.`,
    inputs: inputsOf(review),
  };
}

async function deviations(db: Db | Tx, subjectId: string): Promise<Measured> {
  const review = await lastFinished(db, { kind: 'release', id: subjectId });
  if (review === null) return { value: null, until: null, says: 'No review of the audit trail is finished.', inputs: {} };
  const found = review.findings.filter(({ decided }) => decided?.disposition === 'deviation').length;
  return { value: found, until: null, says: `${review.key} found ${found} deviations.`, inputs: inputsOf(review) };
}

/** What gates may ask: a review that is finished and not void, and how many deviations it found. */
export const reviewFacts: readonly Fact[] = [
  {
    name: 'records.audit-review-finished',
    says: 'A review of the audit trail is finished and covers everything up to now',
    kinds: ['release'],
    type: 'boolean',
    unit: null,
    read: finished,
  },
  {
    name: 'records.audit-review-deviations',
    says: 'Deviations that the last finished review of the audit trail found',
    kinds: ['release'],
    type: 'number',
    unit: null,
    read: deviations,
  },
];
