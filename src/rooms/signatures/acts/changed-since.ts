import type { Db } from '../../../foundation/database/database.ts';
import { changesBetween, type FieldChange } from '../../../foundation/record.ts';
import type { CeremonyRow } from '../store/ceremonies.ts';
import { lastSignature } from '../store/signatures.ts';

/** What a ceremony shows that is another than what was signed by its verb before it began; null where nothing was. */
export async function changedSince(
  db: Db,
  ceremony: CeremonyRow,
): Promise<{ readonly signature: string; readonly fields: FieldChange[] } | null> {
  const subject = { kind: ceremony.subject_kind, id: ceremony.subject_id };
  const last = await lastSignature(db, subject, ceremony.verb, ceremony);
  if (last === undefined) return null;
  const [was, is] = [JSON.parse(last.statement).content, JSON.parse(ceremony.statement).content];
  return { signature: last.id, fields: [...changesBetween(was, is)] };
}
