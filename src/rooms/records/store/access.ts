import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { AccessTable, RecordsTables } from './tables.ts';

export type Access = Omit<AccessTable, 'asked'> & {
  readonly asked: Readonly<Record<string, unknown>>;
  readonly person_name: string;
};

/** Rows that are never changed afterwards: the table takes inserts alone. */
export async function keepAccess(
  db: Db,
  { asked, ...row }: Omit<AccessTable, 'asked'> & { readonly asked: Readonly<Record<string, unknown>> },
): Promise<void> {
  await db
    .withTables<RecordsTables>()
    .insertInto('records.access')
    .values({ ...row, asked: JSON.stringify(asked) })
    .execute();
}

export type AccessFilter = {
  readonly personId: string | null;
  readonly record: string | null;
  readonly file: boolean | null;
  /** Only what said that a page refreshed itself, or all but that; null: everything. */
  readonly background: boolean | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly oldestFirst: boolean;
};

/** A page of the log: keyset by id, which carries the time. */
export async function accessPage(
  db: Db,
  filter: AccessFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly Access[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.personId !== null) where.push(sql`a.person_id = ${filter.personId}::uuid`);
  if (filter.record !== null) where.push(sql`lower(a.record) = lower(${filter.record})`);
  if (filter.file !== null) where.push(sql`a.file = ${filter.file}`);
  if (filter.background !== null) where.push(sql`a.background = ${filter.background}`);
  if (filter.from !== null) where.push(sql`a.at >= ${filter.from}`);
  if (filter.until !== null) where.push(sql`a.at < ${filter.until}`);
  const older = filter.oldestFirst ? sql`>` : sql`<`;
  if (page.after !== null) where.push(sql`a.id ${older} ${page.after}::uuid`);
  const { rows } = await sql<Access>`
    select a.id, a.at, a.person_id, p.name as person_name, a.roles, a.via, a.operation, a.says, a.record_kind, a.record, a.asked, a.file, a.background, a.request_id
    from records.access a join identity.people p on p.id = a.person_id
    where ${sql.join(where, sql` and `)} order by a.id ${filter.oldestFirst ? sql`asc` : sql`desc`} limit ${page.limit}`.execute(
    db,
  );
  return rows;
}
