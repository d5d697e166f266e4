import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

const most = 100;
const finished = sql`exists (
  select 1 from records.review r where r.subject_kind = 'review-period' and r.subject_id = p.id and r.state = 'finished')`;

/** Periods that are due, whose review is not finished, and that nobody was told of. */
export async function periodsGoneOverdue(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from records.period p where p.due_at <= ${now} and not ${finished}
      and not exists (select 1 from records.overdue_period o where o.period_id = p.id)
    order by p.due_at limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Periods that were found overdue and whose review is finished by now. */
export async function periodsCaughtUp(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from records.overdue_period o join records.period p on p.id = o.period_id where o.over_at is null and ${finished}
    order by p.due_at limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}

/** False where another process found it first. */
export async function markOverdue(tx: Tx, periodId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into records.overdue_period (period_id, found_at) values (${periodId}, ${now}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** False where another process did it first. */
export async function markCaughtUp(tx: Tx, periodId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update records.overdue_period set over_at = ${now} where period_id = ${periodId} and over_at is null`.execute(tx);
  return numAffectedRows === 1n;
}
