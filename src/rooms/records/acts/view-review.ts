import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import { verbsOf } from '../../../foundation/state-machine.ts';
import type { Call } from '../../../foundation/transact.ts';
import { notIndependent, peopleBy } from '../../identity/door.ts';
import { entriesBy } from '../../ledger/door.ts';
import type { SignatureMark } from '../../signatures/contract.ts';
import { marksOn } from '../../signatures/door.ts';
import { findingsOpen, relevantOf, trailGrew } from '../core/review/may-finish.ts';
import type { Review } from '../core/review/review.ts';
import { reviewMachine } from '../core/review/review-machine.ts';
import { reviewRefusals as no } from '../core/review/review-refusals.ts';
import type { ToldEntry } from '../core/told-entry.ts';
import { findReview } from '../store/reviews.ts';
import { coveredTrail, handsIn, laterEntries } from './review-trail.ts';
import { tellEntries } from './tell-entries.ts';

export type SeenReview = {
  readonly review: Review;
  readonly unit: string;
  /** The entries that the findings are, by id. */
  readonly entries: ReadonlyMap<string, ToldEntry>;
  readonly names: ReadonlyMap<string, string>;
  readonly later: readonly ToldEntry[];
  readonly intact: boolean;
  readonly signature: SignatureMark | null;
  readonly can: Readonly<Record<string, readonly Refusal[]>>;
};

/** A review with its findings, whether it still counts at this moment, and what the reader may do. */
export async function viewReview(call: Call, idOrKey: string): Promise<Outcome<SeenReview>> {
  const { app, actor } = call;
  const { db } = app.database;
  const review = await findReview(db, idOrKey);
  if (review === null || app.ports.authority.may(actor, 'records.read-reviews', review.unitId).length > 0)
    return refuse(no['no-such-review']({ id: idOrKey }));
  const { subject, covers } = review;
  const covered = await coveredTrail(app, db, subject, covers.ledgerSize);
  const after = await tellEntries(app, db, await laterEntries(db, subject, covers.ledgerSize));
  const found = await tellEntries(
    app,
    db,
    await entriesBy(
      db,
      review.findings.map(({ entryId }) => entryId),
    ),
  );
  const markOf = await marksOn(app, db, { kind: 'audit-review', id: review.id });
  const ids = [review.openedBy, review.endedBy, ...review.findings.map(({ decided }) => decided?.by ?? null)];
  const people = await peopleBy(db, { ids: [...new Set(ids.filter((id) => id !== null))] });
  const unit = (await app.subjects.get('unit')?.label(db, [review.unitId]))?.[0]?.label ?? '';
  return done({
    review,
    unit,
    entries: new Map(found.map((entry) => [entry.id, entry] as const)),
    names: new Map(people.map(({ id, name }) => [id, name] as const)),
    later: relevantOf(after),
    intact: covered.sha256 === covers.sha256,
    signature: review.endedAt === null || review.endedBy === null ? null : markOf('finish', review.endedAt, review.endedBy),
    can: await canOf(call, review, [...covered.entries, ...after]),
  });
}

async function canOf(call: Call, review: Review, entries: readonly ToldEntry[]): Promise<SeenReview['can']> {
  const { app, actor } = call;
  const { db } = app.database;
  const barred = app.ports.authority.may(actor, 'records.review', review.unitId);
  const over = review.state === 'open' ? [] : [no['review-over']({ state: review.state })];
  const always = barred.length > 0 ? barred : over;
  const dependent =
    always.length > 0 ? [] : await notIndependent(db, actor, await handsIn(app, db, review.subject, entries), app.clock.now());
  const grew = trailGrew(entries.filter(({ number }) => number === null || number > review.covers.ledgerSize));
  const own: Readonly<Record<string, readonly Refusal[]>> = {
    dispose: dependent,
    extend: [...dependent, ...(entries.length === review.covers.entries ? [no['nothing-new']({})] : [])],
    finish: [...dependent, ...findingsOpen(review.findings), ...grew],
    withdraw: [],
  };
  return Object.fromEntries(verbsOf(reviewMachine).map((verb) => [verb, always.length > 0 ? always : (own[verb] ?? [])]));
}
