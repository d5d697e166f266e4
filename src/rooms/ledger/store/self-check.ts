import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { Report } from '../core/verify.ts';

export type SelfCheck = {
  /** Entries that were hashed anew after sealing, in order, without a difference. */
  readonly size: number;
  readonly root: Buffer | null;
  readonly checkedAt: Date | null;
  readonly fullStartedAt: Date | null;
  readonly fullAt: Date | null;
  readonly fullReport: Report | null;
};

export async function selfCheck(db: Db): Promise<SelfCheck> {
  const { rows } = await sql<{
    size: number;
    root: Buffer | null;
    checked_at: Date | null;
    full_started_at: Date | null;
    full_at: Date | null;
    full_report: Report | null;
  }>`select size, root, checked_at, full_started_at, full_at, full_report from ledger.self_check`.execute(db);
  const row = rows[0];
  return {
    size: row?.size ?? 0,
    root: row?.root ?? null,
    checkedAt: row?.checked_at ?? null,
    fullStartedAt: row?.full_started_at ?? null,
    fullAt: row?.full_at ?? null,
    fullReport: row?.full_report ?? null,
  };
}

/** Goes on from a size that this check began with: two processes do not overtake each other. */
export async function saveChecked(db: Db, from: number, size: number, root: Uint8Array, now: Date): Promise<void> {
  await sql`
    update ledger.self_check set size = ${size}, root = ${root}, checked_at = ${now} where size = ${from}`.execute(db);
}

export async function saveFullStart(db: Db, now: Date): Promise<void> {
  await sql`update ledger.self_check set full_started_at = ${now}`.execute(db);
}

export async function saveFullReport(db: Db, report: Report, now: Date): Promise<void> {
  await sql`update ledger.self_check set full_at = ${now}, full_report = ${JSON.stringify(report)}::jsonb`.execute(db);
}
