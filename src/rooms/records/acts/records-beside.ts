import type { Db } from '../../../foundation/database/database.ts';
import * as approvals from '../../approvals/door.ts';
import * as discussion from '../../discussion/door.ts';
import * as interlocks from '../../interlocks/door.ts';
import * as policies from '../../policies/door.ts';
import { mostRows } from '../contract.ts';
import { reviewKind } from '../core/review/review.ts';
import { reviewIdsFor } from '../store/reviews.ts';

type Ref = { readonly kind: string; readonly id: string };

/** The comments on a record of any kind. Each has an entry at least. */
export const commentsBeside = (db: Db, record: Ref): Promise<readonly Ref[]> =>
  discussion.saidForRecord(db, record, mostRows.entries + 1);

/**
 * Records beside a release that have entries and signatures of their own: verbal authorisations, notices, exceptions to its collisions and from its policies, reviews of its
 * trail, comments. Whatever began after the moment of a dossier has no entry in it.
 */
export async function recordsBeside(db: Db, release: Ref): Promise<readonly Ref[]> {
  const said = await approvals.besideApprovals(db, release);
  // Each has an entry at least: one more than a dossier holds is enough for it to be refused.
  const excepted = await interlocks.exceptionsForRecord(db, release, mostRows.entries + 1);
  const departed = await policies.exceptionsForRecord(db, release);
  const reviewed = await reviewIdsFor(db, release);
  const talked = await commentsBeside(db, release);
  return [...said, ...excepted, ...departed, ...talked, ...reviewed.map((id) => ({ kind: reviewKind, id }))];
}
