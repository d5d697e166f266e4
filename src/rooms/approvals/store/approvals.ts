import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Approval } from '../core/approval.ts';
import { standsWithin, type Within } from './units-now.ts';

type Row = {
  id: string;
  version: number;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  step: string;
  verdict: Approval['verdict'];
  meaning: string;
  person_id: string;
  at: Date;
  answers: Record<string, number>;
  covers: string[];
  reason: string | null;
  signature_id: string;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
};

const approvalOf = (row: Row): Approval => ({
  id: row.id,
  version: row.version,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  unitIds: row.unit_ids,
  step: row.step,
  verdict: row.verdict,
  meaning: row.meaning,
  personId: row.person_id,
  at: row.at,
  answers: row.answers,
  covers: row.covers,
  reason: row.reason,
  signatureId: row.signature_id,
  withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' },
});

/** Everything that was said to the steps of these records, oldest first; at most 2,000. Shared locks keep it as it is until the act commits. */
export async function approvalsOf(
  db: Db | Tx,
  kind: string,
  subjectIds: readonly string[],
  lock: 'for share' | 'none' = 'none',
): Promise<readonly Approval[]> {
  if (subjectIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select * from approvals.approval where subject_kind = ${kind} and subject_id = any(${[...subjectIds]}::uuid[])
    order by at, id limit 2000 ${lock === 'none' ? sql`` : sql`for share`}`.execute(db);
  return rows.map(approvalOf);
}

export async function findApproval(db: Db | Tx, id: string, lock: 'for update' | 'none' = 'none'): Promise<Approval | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`
    select * from approvals.approval where id = ${id}::uuid ${lock === 'none' ? sql`` : sql`for update`}`.execute(db);
  return rows[0] === undefined ? null : approvalOf(rows[0]);
}

export async function insertApproval(tx: Tx, one: Approval): Promise<void> {
  await sql`
    insert into approvals.approval (id, version, subject_kind, subject_id, subject_key, unit_ids, step, verdict, meaning, person_id, at, answers, covers, reason, signature_id)
    values (${one.id}, ${one.version}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey}, ${[...one.unitIds]}::uuid[], ${one.step}, ${one.verdict},
      ${one.meaning}, ${one.personId}, ${one.at}, ${JSON.stringify(one.answers)}::jsonb, ${[...one.covers]}::text[], ${one.reason}, ${one.signatureId})`.execute(
    tx,
  );
}

/** What was said to records of these units, newest first, before a place. */
export async function listApprovals(
  db: Db,
  filter: {
    readonly within: Within;
    readonly verdict: Approval['verdict'] | null;
    readonly before: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly Approval[]> {
  const { verdict, before } = filter;
  const said = verdict === null ? sql`true` : sql`verdict = ${verdict}`;
  const past = before === null ? sql`true` : sql`(at, id) < (${before.at}, ${before.id}::uuid)`;
  const { rows } = await sql<Row>`
    select a.* from approvals.approval a where ${standsWithin('a', filter.within)} and ${said} and ${past} order by at desc, id desc limit ${filter.limit}`.execute(
    db,
  );
  return rows.map(approvalOf);
}

/** The UPDATE names the version that it expects. */
export async function saveWithdrawal(tx: Tx, one: Approval): Promise<boolean> {
  const saved = await sql`
    update approvals.approval set version = ${one.version}, withdrawn_at = ${one.withdrawn?.at ?? null}, withdrawn_reason = ${one.withdrawn?.reason ?? null}
    where id = ${one.id} and version = ${one.version - 1}`.execute(tx);
  return saved.numAffectedRows === 1n;
}
