import { criticalFields } from '../../../foundation/covers-field.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { roleInWords } from '../../identity/door.ts';
import { reviewRefusals as no } from '../core/review/review-refusals.ts';
import { idsIn, type Names, sayField, sayValue, sentenceOf } from '../core/review/sentence.ts';
import type { ToldEntry } from '../core/told-entry.ts';
import { findReview } from '../store/reviews.ts';
import { coveredTrail } from './review-trail.ts';

/** Kinds of record whose ids stand in the fields of others. */
const namedKinds = ['person', 'unit', 'application', 'release', 'gate', 'group'] as const;

export type CoveredEntry = ReturnType<typeof inWords>;

async function namesOf(call: Call, ids: readonly string[]): Promise<Names> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
  for (const kind of namedKinds)
    for (const { id, label } of (await call.app.subjects.get(kind)?.label(call.app.database.db, ids)) ?? []) found.set(id, label);
  return found;
}

function inWords(call: Call, entry: ToldEntry, names: Names) {
  const critical = new Set(criticalFields(entry, call.app.signables.get(entry.subject.kind)?.coverage));
  const record = names.get(entry.subject.id) ?? entry.subject.key ?? entry.subject.kind;
  const roles = entry.actor.roles.map(roleInWords);
  return {
    entry,
    roles,
    record,
    sentence: sentenceOf({ by: entry.actor.name, roles, says: entry.says, record, changes: entry.changes }, names),
    critical: critical.size > 0,
    changes: entry.changes.map((one) => ({
      ...one,
      says: sayField(one.field, names),
      oldSays: sayValue(one.old, names),
      newSays: sayValue(one.new, names),
      critical: critical.has(one.field),
    })),
  };
}

/** Every entry that a review covers, in words: sentences with labels in place of codes, critical changes marked. */
export async function tellCovered(call: Call, idOrKey: string): Promise<Outcome<readonly CoveredEntry[]>> {
  const { app, actor } = call;
  const review = await findReview(app.database.db, idOrKey);
  if (review === null || app.ports.authority.may(actor, 'records.read-reviews', review.unitId).length > 0)
    return refuse(no['no-such-review']({ id: idOrKey }));
  const { entries } = await coveredTrail(app, app.database.db, review.subject, review.covers.ledgerSize);
  const names = await namesOf(call, [...new Set([...entries.map(({ subject }) => subject.id), ...idsIn(entries)])]);
  return done(entries.map((entry) => inWords(call, entry, names)));
}
