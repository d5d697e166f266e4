import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { standingsOf } from '../acts/standing.ts';
import type { SignatureDetail } from '../contract.ts';
import { meaningOf } from '../core/signature-text.ts';
import { type CeremonyRow, ceremoniesOn } from '../store/ceremonies.ts';
import { type SignatureRow, signaturesOf } from '../store/signatures.ts';
import { presentSignatureDetail } from './present.ts';

type Ref = { readonly kind: string; readonly id: string };

/** A ceremony that ended without a signature, or that has not ended. */
const presentAttempt = (app: Services, row: CeremonyRow, until: Date) => ({
  id: row.id,
  subject: { kind: row.subject_kind, id: row.subject_id, key: row.subject_key, label: row.label },
  version: row.version,
  verb: row.verb,
  says: app.acts.get(row.act) ?? row.act,
  meaning: meaningOf(row.meaning),
  signerId: row.signer_id,
  begunAt: row.begun_at.toISOString(),
  ended: row.ended_at === null || row.ended_at > until ? null : { at: row.ended_at.toISOString(), state: row.state },
});

export type SignaturesForRecord = {
  readonly signatures: readonly SignatureDetail[];
  /** Ceremonies without a signature. */
  readonly attempts: readonly ReturnType<typeof presentAttempt>[];
  /** Ids of all ceremonies: a signature is the record that its ceremony was. */
  readonly ids: readonly string[];
};

async function labelsOf(app: Services, rows: readonly SignatureRow[]): Promise<ReadonlyMap<string, SubjectLabel>> {
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, some] of Map.groupBy(rows, (row) => row.subject_kind)) {
    const ids = [...new Set(some.map((row) => row.subject_id))];
    for (const label of (await app.subjects.get(kind)?.label(app.database.db, ids)) ?? []) labels.set(label.id, label);
  }
  return labels;
}

/**
 * Signatures on some records that were given by a moment, oldest first, each with all that it binds; its standing is that of now, for a signature is held against the
 * record as it lies in the database. The caller has seen to the right. At most `most` + 1 of one record.
 */
export async function signaturesForRecord(
  app: Services,
  records: readonly Ref[],
  until: Date,
  most: number,
): Promise<SignaturesForRecord> {
  const { db } = app.database;
  const found: SignatureRow[] = [];
  for (const record of records) found.push(...(await signaturesOf(db, record, most + 1)).filter((row) => row.at <= until));
  const rows = found.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.version - b.version || a.id.localeCompare(b.id));
  const standings = await standingsOf(app, db, rows);
  const labels = await labelsOf(app, rows);
  const ceremonies = await ceremoniesOn(db, records, until);
  const signed = new Set(rows.map((row) => row.id));
  return {
    signatures: rows.map((row, at) =>
      presentSignatureDetail(app, row, standings[at] ?? { standing: 'gone', changed: [] }, labels.get(row.subject_id)),
    ),
    attempts: ceremonies.filter((row) => !signed.has(row.id)).map((row) => presentAttempt(app, row, until)),
    ids: ceremonies.map((row) => row.id),
  };
}
