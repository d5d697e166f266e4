import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Deviation } from '../core/deviation/deviation.ts';

type Row = {
  id: string;
  key: string;
  review_id: string;
  review_key: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_id: string;
  title: string;
  entries: Deviation['entries'];
  state: Deviation['state'];
  opened_by: string;
  opened_at: Date;
  outcome: Deviation['outcome'];
  conclusion: string | null;
  closed_by: string | null;
  closed_at: Date | null;
  version: number;
};

const toDeviation = (row: Row): Deviation => ({
  id: row.id,
  key: row.key,
  review: { id: row.review_id, key: row.review_key },
  subject: { kind: row.subject_kind, id: row.subject_id, key: row.subject_key },
  unitId: row.unit_id,
  title: row.title,
  entries: row.entries,
  state: row.state,
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  outcome: row.outcome,
  conclusion: row.conclusion,
  closedBy: row.closed_by,
  closedAt: row.closed_at,
  version: row.version,
});

/** A deviation by id or key. */
export async function findDeviation(db: Db | Tx, idOrKey: string, lock = false): Promise<Deviation | null> {
  const where = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey.toUpperCase()}`;
  const { rows } = await sql<Row>`select * from records.deviation where ${where} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] === undefined ? null : toDeviation(rows[0]);
}

/** Writes a new one, or the next version of one that was locked. */
export async function saveDeviation(tx: Tx, one: Deviation): Promise<void> {
  await sql`
    insert into records.deviation (id, key, review_id, review_key, subject_kind, subject_id, subject_key, unit_id, title, entries, state, opened_by, opened_at, version)
    values (${one.id}, ${one.key}, ${one.review.id}, ${one.review.key}, ${one.subject.kind}, ${one.subject.id}, ${one.subject.key}, ${one.unitId}, ${one.title},
      ${JSON.stringify(one.entries)}::jsonb, 'open', ${one.openedBy}, ${one.openedAt}, ${one.version})
    on conflict (id) do update set state = ${one.state}, outcome = ${one.outcome}, conclusion = ${one.conclusion}, closed_by = ${one.closedBy}::uuid,
      closed_at = ${one.closedAt}::timestamptz, version = ${one.version}`.execute(tx);
}

type Page = { readonly limit: number; readonly after: string | null };

/** Deviations, newest first. */
export async function deviationsPage(
  db: Db,
  of: { readonly reach: Reach; readonly states: readonly string[] },
  page: Page,
): Promise<readonly Deviation[]> {
  const where = [
    of.reach === 'all' ? sql`true` : sql`unit_id = any(${[...of.reach]}::uuid[])`,
    of.states.length === 0 ? sql`true` : sql`state = any(${[...of.states]}::text[])`,
    page.after === null ? sql`true` : sql`id < ${page.after}::uuid`,
  ];
  const { rows } = await sql<Row>`
    select * from records.deviation where ${sql.join(where, sql` and `)} order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toDeviation);
}

export async function deviationLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; key: string; title: string; unit_id: string }>`
    select id, key, title, unit_id from records.deviation where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} ${row.title.slice(0, 80)}`,
    link: `/deviations/${row.key}`,
    unitId: row.unit_id,
  }));
}
