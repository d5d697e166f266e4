import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import { marksById } from '../../signatures/door.ts';
import { judgeStep } from '../core/judge-step.ts';
import { isSettledBy, type Verbal } from '../core/verbal.ts';
import { overdueSharing } from '../store/verbals.ts';
import { approvableOf, gatherMatter } from './gather-matter.ts';

export type Nature = {
  /** The record is an emergency, as its room says. */
  readonly emergency: boolean;
  /** What it has in common with the records that wait while its approvals are overdue. */
  readonly shared: readonly string[];
};

/** Whether a record is an emergency, and what it shares with others; null for a kind that has no emergencies. */
export async function natureOf(app: Services, db: Db, kind: string, id: string): Promise<Nature | null> {
  const approvable = approvableOf(app, kind);
  if (approvable?.emergency === undefined) return null;
  const { facet, shares } = approvable.emergency;
  const facets = (await approvable.facets(db, [id], app)).get(id) ?? [];
  return { emergency: facets.includes(facet), shared: facets.filter((one) => one.startsWith(`${shares}:`)) };
}

/** Overdue authorisations of records that share something with this one, whose approvals are indeed missing now. Derived: what was approved meanwhile holds nobody back. */
export async function overdueBeside(
  app: Services,
  db: Db,
  of: { readonly kind: string; readonly id: string | null; readonly shared: readonly string[] },
  now: Date,
): Promise<readonly Verbal[]> {
  const found: Verbal[] = [];
  if (of.shared.length === 0) return found;
  for (const one of await overdueSharing(db, of.kind, of.shared, now)) {
    if (one.subjectId === of.id) continue;
    const matter = await gatherMatter({ app, db, now, people: [] }, one.subjectKind, one.subjectId);
    if (!isSettledBy(judgeStep(matter, one.step), one)) found.push(one);
  }
  return found;
}

/** Whether an authorisation lets its step pass: open, within its time, and all its signatures stand over the record as it is. */
export async function lets(app: Services, db: Db, one: Verbal, now: Date): Promise<boolean> {
  if (one.state !== 'open' || one.dueAt <= now) return false;
  const ids = [one.recorded.signatureId, ...(one.quality === null ? [] : [one.quality.signatureId])];
  const marks = await marksById(app, db, ids);
  return ids.every((id) => marks.get(id)?.standing === 'valid');
}
