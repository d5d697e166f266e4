import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Period } from '../core/programme/period.ts';

type Row = {
  id: string;
  key: string;
  programme_id: string;
  unit_id: string;
  starts_at: Date;
  ends_at: Date;
  due_at: Date;
  seed: string;
  rule: string;
  random: number;
  population: Period['population'];
  targeted: string[];
  drawn: string[];
  systems: Period['systems'];
  drawn_at: Date;
};

const toPeriod = (row: Row): Period => ({
  id: row.id,
  key: row.key,
  programmeId: row.programme_id,
  unitId: row.unit_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  dueAt: row.due_at,
  seed: row.seed,
  rule: row.rule,
  random: row.random,
  population: row.population,
  targeted: row.targeted,
  drawn: row.drawn,
  systems: row.systems,
  drawnAt: row.drawn_at,
});

/** A period by id or key. */
export async function findPeriod(db: Db | Tx, idOrKey: string): Promise<Period | null> {
  const where = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey.toUpperCase()}`;
  const { rows } = await sql<Row>`select * from records.period where ${where}`.execute(db);
  return rows[0] === undefined ? null : toPeriod(rows[0]);
}

/** False where the period was drawn already. */
export async function insertPeriod(tx: Tx, one: Period): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into records.period (id, key, programme_id, unit_id, starts_at, ends_at, due_at, seed, rule, random, population, targeted, drawn, systems, drawn_at)
    values (${one.id}, ${one.key}, ${one.programmeId}, ${one.unitId}, ${one.startsAt}, ${one.endsAt}, ${one.dueAt}, ${one.seed}, ${one.rule}, ${one.random},
      ${JSON.stringify(one.population)}::jsonb, ${[...one.targeted]}::uuid[], ${[...one.drawn]}::uuid[], ${JSON.stringify(one.systems)}::jsonb, ${one.drawnAt})
    on conflict (programme_id, starts_at) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type PeriodRow = {
  readonly period: Period;
  readonly programme: { readonly id: string; readonly key: string; readonly name: string };
  readonly unit: string;
  /** The review that is open, or else the last that was finished. */
  readonly review: { readonly id: string; readonly key: string; readonly state: 'open' | 'finished' } | null;
};

type Page = { readonly limit: number; readonly after: string | null };
type Of = { readonly reach: Reach; readonly programmeId: string | null; readonly id?: string };

/** Periods with how their reviews stand, newest first. */
export async function periodsPage(db: Db, of: Of, page: Page): Promise<readonly PeriodRow[]> {
  const where = [
    of.reach === 'all' ? sql`true` : sql`p.unit_id = any(${[...of.reach]}::uuid[])`,
    of.programmeId === null ? sql`true` : sql`p.programme_id = ${of.programmeId}::uuid`,
    of.id === undefined ? sql`true` : sql`p.id = ${of.id}::uuid`,
    page.after === null ? sql`true` : sql`p.id < ${page.after}::uuid`,
  ];
  type Joined = Row & { programme_key: string; programme_name: string; unit_name: string; review: PeriodRow['review'] };
  const { rows } = await sql<Joined>`
    select p.*, g.key as programme_key, g.name as programme_name, u.name as unit_name, (
      select jsonb_build_object('id', r.id, 'key', r.key, 'state', r.state) from records.review r
      where r.subject_kind = 'review-period' and r.subject_id = p.id and r.state in ('open', 'finished')
      order by r.state = 'open' desc, r.id desc limit 1) as review
    from records.period p join records.programme g on g.id = p.programme_id join identity.units u on u.id = p.unit_id
    where ${sql.join(where, sql` and `)} order by p.id desc limit ${page.limit}`.execute(db);
  return rows.map((row) => ({
    period: toPeriod(row),
    programme: { id: row.programme_id, key: row.programme_key, name: row.programme_name },
    unit: row.unit_name,
    review: row.review,
  }));
}

export async function periodLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; key: string; unit_id: string; name: string; from: string }>`
    select p.id, p.key, p.unit_id, g.name, to_char(p.starts_at at time zone 'UTC', 'YYYY-MM') as from
    from records.period p join records.programme g on g.id = p.programme_id where p.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} ${row.name}, from ${row.from}`,
    link: `/review-periods/${row.key}`,
    unitId: row.unit_id,
  }));
}
