import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { containing, type Page, pageOf } from '../core/page.ts';
import { countsFor, type Reader, seenBy } from './seen-people.ts';
import type { UnitRow } from './units.ts';

export type Ref = { readonly id: string; readonly key: string; readonly name: string };
type Paging = { readonly limit: number; readonly after: string | null };
type Live = { readonly q?: string | undefined; readonly states?: readonly string[] | undefined };

/** Conditions that units and groups share: part of key or name, and whether withdrawn ones show (they do not unless asked for). */
function liveAndNamed(filter: Live): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  const states = filter.states === undefined || filter.states.length === 0 ? ['active'] : filter.states;
  where.push(sql`(case when t.withdrawn_at is null then 'active' else 'withdrawn' end) = any(${[...states]}::text[])`);
  if (filter.q !== undefined && filter.q !== '')
    where.push(sql`(lower(t.name) like ${containing(filter.q)} or lower(t.key) like ${containing(filter.q)})`);
  return where;
}

/** Units by key. */
export async function unitsPage(
  db: Db,
  filter: Live & { readonly underId?: string | undefined },
  page: Paging,
): Promise<Page<UnitRow>> {
  const where = liveAndNamed(filter);
  if (page.after !== null) where.push(sql`t.key > ${page.after}`);
  if (filter.underId !== undefined) where.push(sql`t.path @> array[${filter.underId}::uuid]`);
  const { rows } = await sql<UnitRow>`
    select t.id, t.key, t.name, t.parent_id, t.path, t.withdrawn_at, t.version from identity.unit t
    where ${sql.join(where, sql` and `)} order by t.key limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.key]);
}

/** What stands right above and below a unit. */
export async function unitSurroundings(
  db: Db,
  unit: UnitRow,
): Promise<{ readonly above: readonly Ref[]; readonly children: readonly Ref[] }> {
  const above = await sql<Ref>`
    select id, key, name from identity.unit where id = any(${[...unit.path]}::uuid[]) and id <> ${unit.id} order by cardinality(path)`.execute(
    db,
  );
  const children = await sql<Ref>`
    select id, key, name from identity.unit where parent_id = ${unit.id} and withdrawn_at is null order by key limit 200`.execute(
    db,
  );
  return { above: above.rows, children: children.rows };
}

export type GroupInList = Ref & {
  readonly withdrawn_at: Date | null;
  readonly version: number;
  readonly members: number;
  readonly roles: readonly string[];
};

/** Groups by key. */
export async function groupsPage(db: Db, filter: Live, page: Paging): Promise<Page<GroupInList>> {
  const where = liveAndNamed(filter);
  if (page.after !== null) where.push(sql`t.key > ${page.after}`);
  const { rows } = await sql<GroupInList>`
    select t.id, t.key, t.name, t.withdrawn_at, t.version,
      (select count(*)::int from identity.crowd_member m where m.crowd_id = t.id) as members,
      array(select distinct g.role from identity.role_grant g where g.crowd_id = t.id and g.withdrawn_at is null order by g.role) as roles
    from identity.crowd t where ${sql.join(where, sql` and `)} order by t.key limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.key]);
}

export type Member = { readonly id: string; readonly name: string; readonly email: string; readonly active: boolean };
export type GroupRole = { readonly grantId: string; readonly role: string; readonly unit: Ref };

export async function groupParts(
  db: Db,
  groupId: string,
  reader: Reader,
): Promise<{ readonly members: readonly Member[]; readonly roles: readonly GroupRole[] }> {
  const members = await sql<Member>`
    select p.id, p.name, p.email, p.state = 'active' as active
    from identity.crowd_member m join identity.person p on p.id = m.person_id
    where m.crowd_id = ${groupId} and ${seenBy(reader, sql`p.id`, sql`p.unit_id`)} order by lower(p.name), p.id limit 1000`.execute(
    db,
  );
  const roles = await sql<GroupRole>`
    select g.id as "grantId", g.role, jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name) as unit
    from identity.role_grant g join identity.unit u on u.id = g.unit_id
    where g.crowd_id = ${groupId} and g.withdrawn_at is null and ${countsFor(reader)} order by g.role, u.key`.execute(db);
  return { members: members.rows, roles: roles.rows };
}
