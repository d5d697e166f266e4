import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Rule } from '../core/rule.ts';

type Row = {
  id: string;
  unit_id: string;
  every_months: number;
  answer_days: number;
  next_on: string;
  set_by: string;
  set_at: Date;
  ended_at: Date | null;
  version: number;
};

const toRule = (row: Row): Rule => ({
  id: row.id,
  unitId: row.unit_id,
  everyMonths: row.every_months,
  answerDays: row.answer_days,
  nextOn: row.next_on,
  setBy: row.set_by,
  setAt: row.set_at,
  endedAt: row.ended_at,
  version: row.version,
});

const columns = sql`id, unit_id, every_months, answer_days, to_char(next_on, 'YYYY-MM-DD') as next_on, set_by, set_at, ended_at, version`;

export async function findRule(db: Db | Tx, id: string, lock: boolean): Promise<Rule | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`select ${columns} from access.rule where id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    db,
  );
  return rows[0] === undefined ? null : toRule(rows[0]);
}

/** The rule of a unit that has not ended, locked. */
export async function standingRule(tx: Tx, unitId: string): Promise<Rule | null> {
  await sql`select pg_advisory_xact_lock(hashtext('access.rule'))`.execute(tx);
  const { rows } =
    await sql<Row>`select ${columns} from access.rule where unit_id = ${unitId} and ended_at is null for update`.execute(tx);
  return rows[0] === undefined ? null : toRule(rows[0]);
}

/** Ids of rules whose day has come. */
export async function rulesDue(db: Db, day: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from access.rule where ended_at is null and next_on <= ${day}::date order by id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function saveRule(tx: Tx, rule: Rule): Promise<void> {
  await sql`
    insert into access.rule (id, unit_id, every_months, answer_days, next_on, set_by, set_at, ended_at, version)
    values (${rule.id}, ${rule.unitId}, ${rule.everyMonths}, ${rule.answerDays}, ${rule.nextOn}::date, ${rule.setBy}, ${rule.setAt}, ${rule.endedAt}, ${rule.version})
    on conflict (id) do update set next_on = excluded.next_on, ended_at = excluded.ended_at, version = excluded.version`.execute(
    tx,
  );
}

/** Rules that have not ended, those that come next first. */
export async function rulesIn(db: Db, reach: Reach): Promise<readonly Rule[]> {
  const within = reach === 'all' ? sql`true` : sql`unit_id = any(${[...reach]}::uuid[])`;
  const { rows } =
    await sql<Row>`select ${columns} from access.rule where ended_at is null and ${within} order by next_on, id limit 200`.execute(
      db,
    );
  return rows.map(toRule);
}

export async function ruleLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; unit_id: string; unit: string }>`
    select r.id, r.unit_id, u.name as unit from access.rule r join identity.units u on u.id = r.unit_id where r.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    key: null,
    label: `Rule for reviews of access in ${row.unit}`,
    link: '/access-reviews',
    unitId: row.unit_id,
  }));
}

export async function ruleUnits(db: Db, id: string): Promise<readonly string[]> {
  const rule = await findRule(db, id, false);
  return rule === null ? [] : [rule.unitId];
}
