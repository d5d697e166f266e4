import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { approvalRefusals as no } from '../core/approval-refusals.ts';
import { approvableOf } from './gather-matter.ts';

export type MayNot = (right: string, unitId: string | null) => readonly Refusal[];
export type Opened = {
  readonly kind: string;
  readonly id: string;
  /** Null where the whole record is meant. */
  readonly step: string | null;
  readonly label: SubjectLabel;
  readonly unitIds: readonly string[];
};

/** The right in at least one unit of the record; a record without units is of the whole organisation. */
export function mayNotIn(mayNot: MayNot, right: string, unitIds: readonly string[]): readonly Refusal[] {
  const answers = unitIds.length === 0 ? [mayNot(right, null)] : unitIds.map((unit) => mayNot(right, unit));
  return answers.find((refusals) => refusals.length === 0) ?? answers[0] ?? [];
}

/** The record behind `kind:id-or-key` or `kind:id-or-key:step`, for whoever may read it. A stranger learns nothing, not even that it is there. */
export async function openMatter(app: Services, db: Db, mayNot: MayNot, named: string): Promise<Outcome<Opened>> {
  const [kind = '', idOrKey = '', step] = named.split(':');
  const missing = refuse(no['no-such-matter']({ named }));
  const subject = app.subjects.get(kind);
  const approvable = approvableOf(app, kind);
  if (subject === undefined || approvable === undefined || idOrKey === '') return missing;
  if (step !== undefined && !approvable.steps.some((one) => one.verb === step)) return missing;
  const nowhere = mayNot(subject.readRight, null);
  if (nowhere.length > 0) return refused(nowhere);
  const id = await subject.find(db, idOrKey);
  const [label] = id === null ? [] : await subject.label(db, [id]);
  if (id === null || label === undefined) return missing;
  const unitIds = (await subject.unitIds?.(db, id)) ?? [];
  if (mayNotIn(mayNot, subject.readRight, unitIds).length > 0) return missing;
  return done({ kind, id, step: step ?? null, label, unitIds });
}
