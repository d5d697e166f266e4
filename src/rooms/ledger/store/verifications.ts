import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Report } from '../core/verify.ts';

export type VerificationRow = {
  readonly id: string;
  readonly state: 'running' | 'finished' | 'interrupted';
  readonly asked_at: Date;
  readonly finished_at: Date | null;
  readonly checked: number;
  readonly report: Report | null;
};

const columns = sql`id, state, asked_at, finished_at, checked, report`;

export async function openVerification(tx: Tx, id: string, askedBy: string, now: Date): Promise<VerificationRow> {
  const { rows } = await sql<VerificationRow>`
    insert into ledger.verification (id, asked_by, asked_at, state) values (${id}, ${askedBy}, ${now}, 'running') returning ${columns}`.execute(
    tx,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('an insert returned nothing');
  return row;
}

export async function verificationBy(db: Db, id: string): Promise<VerificationRow | null> {
  const { rows } = await sql<VerificationRow>`select ${columns} from ledger.verification where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function saveProgress(db: Db, id: string, checked: number): Promise<void> {
  await sql`update ledger.verification set checked = ${checked} where id = ${id} and state = 'running'`.execute(db);
}

/** A run without a report was interrupted. */
export async function saveReport(tx: Tx, id: string, report: Report | null, now: Date): Promise<void> {
  await sql`
    update ledger.verification set state = ${report === null ? 'interrupted' : 'finished'}, report = ${report === null ? null : JSON.stringify(report)}::jsonb,
      checked = ${report?.checked ?? 0}, finished_at = ${now}
    where id = ${id}`.execute(tx);
}

/** Runs whose process is gone: what has been running for an hour without an end is interrupted. @returns which. */
export async function closeLostRuns(tx: Tx, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update ledger.verification set state = 'interrupted', finished_at = ${now}
    where state = 'running' and asked_at < ${new Date(now.getTime() - 3_600_000)} returning id`.execute(tx);
  return rows.map((row) => row.id);
}
