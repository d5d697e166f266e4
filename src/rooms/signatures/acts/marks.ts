import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import type { SignatureMark } from '../contract.ts';
import { signatureText } from '../core/signature-text.ts';
import { signaturesById, signaturesOf } from '../store/signatures.ts';
import { standingsOf } from './standing.ts';

/** Finds the signature of one decision: what a person did by a verb at a moment. */
export type MarkOf = (verb: string, at: Date, by: string) => SignatureMark | null;

const most = 200;
const keyOf = (verb: string, at: Date, by: string): string => `${verb} ${at.getTime()} ${by}`;

/** The signatures on a record, to stand beside its decisions: signature and decision were written by one act and carry its time. */
export async function marksOn(app: Services, db: Db, subject: { readonly kind: string; readonly id: string }): Promise<MarkOf> {
  const rows = await signaturesOf(db, subject, most);
  const standings = await standingsOf(app, db, rows);
  const marks = new Map(
    rows.map((row, index) => [
      keyOf(row.verb, row.at, row.signer_id),
      { id: row.id, text: signatureText(row), standing: standings[index]?.standing ?? 'gone' },
    ]),
  );
  return (verb, at, by) => marks.get(keyOf(verb, at, by)) ?? null;
}

/** Signatures by their ids, each with how it stands now; those that do not exist are missing from the answer. */
export async function marksById(app: Services, db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, SignatureMark>> {
  const rows = await signaturesById(db, ids);
  const standings = await standingsOf(app, db, rows);
  return new Map(
    rows.map((row, index) => [row.id, { id: row.id, text: signatureText(row), standing: standings[index]?.standing ?? 'gone' }]),
  );
}
