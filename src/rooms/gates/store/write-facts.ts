import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { type Criterion, endOf, holds, type Withdrawal } from '../core/criterion.ts';
import type { Second } from '../core/second-person.ts';
import { type ResultRow, toResult } from './read-criteria.ts';
import type { GatesTables } from './tables.ts';

export type ResultToSave = {
  readonly value: number | null;
  readonly checked: boolean | null;
  readonly measuredAt: Date;
  readonly measuredBy: string | null;
  readonly ofVersion: string | null;
  readonly note: string | null;
  readonly link: string | null;
  /** The person, or null where a machine answered. */
  readonly recordedBy: string | null;
  readonly checkerId?: string;
  /** True where the value counts only once another person has entered the same. */
  readonly second: boolean;
};

/** Adds a result; its place is counted under the lock of the gate. */
export async function insertResult(
  tx: Tx,
  gateId: string,
  criterion: Criterion,
  result: ResultToSave,
  now: Date,
): Promise<string> {
  const id = uuidv7(now.getTime());
  await sql`
    insert into gates.result (id, gate_id, criterion_id, place, value, checked, measured_at, measured_by, of_version, note, link, recorded_by, recorded_at, second, checker_id)
    select ${id}::uuid, ${gateId}::uuid, ${criterion.id}::uuid, coalesce(max(place), 0) + 1, ${result.value}::double precision, ${result.checked}::boolean,
      ${result.measuredAt}::timestamptz, ${result.measuredBy}::text, ${result.ofVersion}::text, ${result.note}::text, ${result.link}::text,
      ${result.recordedBy}::uuid, ${now}::timestamptz, ${result.second ? 'pending' : null}::text, ${result.checkerId ?? null}::uuid
    from gates.result where criterion_id = ${criterion.id}`.execute(tx);
  await pointToNewest(tx, criterion);
  return id;
}

export async function withdrawResult(tx: Tx, criterion: Criterion, resultId: string, withdrawal: Withdrawal): Promise<void> {
  await tx
    .withTables<GatesTables>()
    .updateTable('gates.result')
    .set({ withdrawn_by: withdrawal.by, withdrawn_at: withdrawal.at, withdrawn_reason: withdrawal.reason })
    .where('id', '=', resultId)
    .execute();
  await pointToNewest(tx, criterion);
}

/** Writes what the second person entered; a value that is no longer pending stays as it is. */
export async function noteSecond(tx: Tx, criterion: Criterion, resultId: string, second: Second): Promise<void> {
  await tx
    .withTables<GatesTables>()
    .updateTable('gates.result')
    .set({
      second: second.state,
      second_by: second.by,
      second_at: second.at,
      second_value: second.value,
      second_checked: second.checked,
    })
    .where('id', '=', resultId)
    .where('second', '=', 'pending')
    .execute();
  await pointToNewest(tx, criterion);
}

/** The newest measurement counts, of equal times the one recorded last; a withdrawn one counts as unknown and never gives way to an older one. */
async function pointToNewest(tx: Tx, criterion: Criterion): Promise<void> {
  const { rows } = await sql<ResultRow>`
    select * from gates.result where criterion_id = ${criterion.id} order by measured_at desc, place desc limit 1`.execute(tx);
  const newest = rows[0] === undefined ? null : toResult(rows[0]);
  await tx
    .withTables<GatesTables>()
    .updateTable('gates.criterion')
    .set({ result_id: newest?.id ?? null, holds: holds(criterion, newest), stale_at: endOf({ ...criterion, result: newest }) })
    .where('id', '=', criterion.id)
    .execute();
}

export async function insertWaiver(
  tx: Tx,
  gateId: string,
  criterionId: string,
  waiver: { readonly reason: string; readonly by: string; readonly expiresAt: Date },
  now: Date,
): Promise<void> {
  await tx
    .withTables<GatesTables>()
    .insertInto('gates.waiver')
    .values({
      id: uuidv7(now.getTime()),
      gate_id: gateId,
      criterion_id: criterionId,
      reason: waiver.reason,
      given_by: waiver.by,
      given_at: now,
      expires_at: waiver.expiresAt,
      withdrawn_by: null,
      withdrawn_reason: null,
    })
    .execute();
  await noteWaivedUntil(tx, criterionId);
}

export async function withdrawWaiver(tx: Tx, criterionId: string, waiverId: string, withdrawal: Withdrawal): Promise<void> {
  await tx
    .withTables<GatesTables>()
    .updateTable('gates.waiver')
    .set({ withdrawn_by: withdrawal.by, withdrawn_at: withdrawal.at, withdrawn_reason: withdrawal.reason })
    .where('id', '=', waiverId)
    .execute();
  await noteWaivedUntil(tx, criterionId);
}

async function noteWaivedUntil(tx: Tx, criterionId: string): Promise<void> {
  await sql`
    update gates.criterion set waived_until = (select max(expires_at) from gates.waiver where criterion_id = ${criterionId} and withdrawn_at is null)
    where id = ${criterionId}`.execute(tx);
}
