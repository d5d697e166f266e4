import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { signatureRefusals as no } from '../core/signature-refusals.ts';

export type Readable = { readonly kind: string; readonly id: string; readonly label: SubjectLabel };

/** The record behind `kind:id-or-key`, for whoever may read it: readers of a record read its signatures. */
export async function readableSubject(call: Call, subject: string): Promise<Outcome<Readable>> {
  const { app, actor } = call;
  const [kind = '', ...rest] = subject.split(':');
  const known = app.subjects.get(kind);
  const missing = refuse(no['no-such-record']({ subject }));
  if (known === undefined) return missing;
  const nowhere = app.ports.authority.may(actor, known.readRight, null);
  if (nowhere.length > 0) return refused(nowhere);
  const id = await known.find(app.database.db, rest.join(':'));
  const [label] = id === null ? [] : await known.label(app.database.db, [id]);
  if (id === null || label === undefined) return missing;
  const units = (await known.unitIds?.(app.database.db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
  const may = (unit: string | null) => app.ports.authority.may(actor, known.readRight, unit).length === 0;
  return (units.length === 0 ? may(null) : units.some(may)) ? done({ kind, id, label }) : missing;
}
