import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Programme } from '../core/programme/programme.ts';

type Row = {
  id: string;
  key: string;
  name: string;
  unit_id: string;
  every_months: number;
  random: number;
  targets: string[];
  systems: Programme['systems'];
  due_days: number;
  next_on: string;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
  version: number;
};

const toProgramme = (row: Row): Programme => ({
  id: row.id,
  key: row.key,
  name: row.name,
  unitId: row.unit_id,
  everyMonths: row.every_months,
  random: row.random,
  targets: row.targets,
  systems: row.systems,
  dueDays: row.due_days,
  nextOn: row.next_on,
  startedBy: row.started_by,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  version: row.version,
});

const columns = sql`id, key, name, unit_id, every_months, random, targets, systems, due_days, to_char(next_on, 'YYYY-MM-DD') as next_on,
  started_by, started_at, ended_at, version`;
const named = (idOrKey: string) => (isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey.toUpperCase()}`);

/** A programme by id or key. */
export async function findProgramme(db: Db | Tx, idOrKey: string, lock = false): Promise<Programme | null> {
  const { rows } = await sql<Row>`
    select ${columns} from records.programme where ${named(idOrKey)} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] === undefined ? null : toProgramme(rows[0]);
}

/** Programmes of some units, those that have not ended first. */
export async function programmesIn(db: Db, reach: Reach): Promise<readonly Programme[]> {
  const within = reach === 'all' ? sql`true` : sql`unit_id = any(${[...reach]}::uuid[])`;
  const { rows } = await sql<Row>`
    select ${columns} from records.programme where ${within} order by ended_at nulls first, id desc limit 200`.execute(db);
  return rows.map(toProgramme);
}

/** Programmes in force whose next period is over on a day, by id. */
export async function programmesDue(db: Db, day: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from records.programme where ended_at is null and next_on + make_interval(months => every_months) <= ${day}::date order by id`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export async function saveProgramme(tx: Tx, one: Programme): Promise<void> {
  await sql`
    insert into records.programme (id, key, name, unit_id, every_months, random, targets, systems, due_days, next_on, started_by, started_at, ended_at, version)
    values (${one.id}, ${one.key}, ${one.name}, ${one.unitId}, ${one.everyMonths}, ${one.random}, ${[...one.targets]}::text[], ${JSON.stringify(one.systems)}::jsonb,
      ${one.dueDays}, ${one.nextOn}::date, ${one.startedBy}, ${one.startedAt}, ${one.endedAt}, ${one.version})
    on conflict (id) do update set next_on = excluded.next_on, ended_at = excluded.ended_at, version = excluded.version`.execute(
    tx,
  );
}

/** The unit and every one below it. */
export async function unitsBelow(db: Db | Tx, unitId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.units where id = ${unitId} or path @> array[${unitId}::uuid]`.execute(db);
  return rows.map(({ id }) => id);
}

export async function programmeLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; key: string; name: string; unit_id: string }>`
    select id, key, name, unit_id from records.programme where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} ${row.name}`,
    link: '/review-periods',
    unitId: row.unit_id,
  }));
}
