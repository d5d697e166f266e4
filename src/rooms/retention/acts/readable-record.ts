import type { Db, Tx } from '../../../foundation/database/database.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';

export type ReadableRecord = {
  readonly kind: string;
  readonly id: string;
  readonly label: SubjectLabel;
  /** Empty: of the whole organisation. */
  readonly unitIds: readonly string[];
};

/** A record of any kind that has a page, withdrawn ones too, for whoever may read it. */
export async function readableRecord(
  app: Pick<Services, 'subjects'>,
  db: Db | Tx,
  kind: string,
  named: string,
  mayNot: (right: string, unitId: string | null) => readonly unknown[],
): Promise<Outcome<ReadableRecord>> {
  const missing = refuse(no['no-such-record']({}));
  const known = app.subjects.get(kind);
  if (known === undefined) return missing;
  const find = (typeof known.dossier === 'object' ? known.dossier.find : undefined) ?? known.find;
  const id = await find(db, named);
  const [label] = id === null ? [] : await known.label(db, [id]);
  if (id === null || label === undefined) return missing;
  const unitIds = (await known.unitIds?.(db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
  const may = (unit: string | null) => mayNot(known.readRight, unit).length === 0;
  return (unitIds.length === 0 ? may(null) : unitIds.some(may)) ? done({ kind, id, label, unitIds }) : missing;
}
