import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { type Page, pageOf } from '../core/page.ts';
import type { Ref } from './organisation-view.ts';
import type { Reader } from './seen-people.ts';

type PersonRef = { readonly id: string; readonly name: string; readonly email: string };

export type GrantView = {
  readonly id: string;
  readonly role: string;
  readonly unit: Ref;
  readonly person: PersonRef | null;
  readonly group: Ref | null;
  readonly requested_by: PersonRef | null;
  readonly granted_by: PersonRef | null;
  readonly granted_at: Date;
  readonly withdrawn_at: Date | null;
  readonly ends_at: Date | null;
  readonly release_ids: readonly string[] | null;
  readonly trail_from: Date | null;
  readonly trail_until: Date | null;
  readonly suspended_by: string | null;
  readonly suspended_at: Date | null;
};

export type GrantFilter = {
  /** Whose access the reader may see: that of their units, and their own. Without it nobody is asked. */
  readonly reader?: Reader;
  readonly id?: string | undefined;
  readonly personId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly role?: string | undefined;
  readonly state?: 'active' | 'withdrawn' | undefined;
};

const person = (alias: string) => {
  const t = sql.id(alias);
  return sql`case when ${t}.id is null then null else jsonb_build_object('id', ${t}.id, 'name', ${t}.name, 'email', ${t}.email) end`;
};

/** Role grants, newest first. */
export async function grantsPage(
  db: Db,
  filter: GrantFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<Page<GrantView>> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.reader !== undefined && filter.reader.reach !== 'all')
    where.push(sql`(g.unit_id = any(${[...filter.reader.reach]}::uuid[]) or g.person_id = ${filter.reader.id}::uuid)`);
  if (page.after !== null) where.push(sql`g.id < ${page.after}::uuid`);
  if (filter.id !== undefined) where.push(sql`g.id = ${filter.id}::uuid`);
  if (filter.personId !== undefined) where.push(sql`g.person_id = ${filter.personId}::uuid`);
  if (filter.groupId !== undefined) where.push(sql`g.crowd_id = ${filter.groupId}::uuid`);
  if (filter.unitId !== undefined) where.push(sql`g.unit_id = ${filter.unitId}::uuid`);
  if (filter.role !== undefined) where.push(sql`g.role = ${filter.role}`);
  if (filter.state === 'active') where.push(sql`g.withdrawn_at is null`);
  if (filter.state === 'withdrawn') where.push(sql`g.withdrawn_at is not null`);
  const { rows } = await sql<GrantView>`
    select g.id, g.role, g.granted_at, g.withdrawn_at, g.ends_at, g.release_ids, g.trail_from, g.trail_until, g.suspended_by, g.suspended_at,
      jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name) as unit,
      ${person('p')} as person, ${person('b')} as granted_by, ${person('q')} as requested_by,
      case when c.id is null then null else jsonb_build_object('id', c.id, 'key', c.key, 'name', c.name) end as "group"
    from identity.role_grant g join identity.unit u on u.id = g.unit_id
    left join identity.person p on p.id = g.person_id left join identity.crowd c on c.id = g.crowd_id left join identity.person b on b.id = g.granted_by
    left join identity.person q on q.id = g.requested_by
    where ${sql.join(where, sql` and `)} order by g.id desc limit ${page.limit + 1}`.execute(db);
  return pageOf(rows, page.limit, (row) => [row.id]);
}
