import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type AccessKind = 'role' | 'member' | 'deputy' | 'token';

/** One thing by which somebody has access; `id` and `personId` name it. Of a member `id` is the group, of a deputy and a token their own. */
export type AccessRef = { readonly kind: AccessKind; readonly id: string; readonly personId: string | null };

export type AccessLine = AccessRef & {
  /** The group that holds a role or to which a member belongs. */
  readonly groupId: string | null;
  readonly role: string | null;
  /** Where it counts: the unit of the role, the home of the person; null: the whole organisation. */
  readonly unitId: string | null;
  readonly deputyId: string | null;
  readonly scopes: readonly string[] | null;
  /** Null of members of before this was kept. */
  readonly since: Date | null;
  readonly until: Date | null;
  readonly grantedBy: string | null;
  /** Key of the review by which it is suspended. */
  readonly suspendedBy: string | null;
};

/**
 * All access that stands now in a unit and below it, suspended access and that of disabled people included: roles of people and groups, members of groups that
 * hold a role there, deputies and tokens of people who are at home there. In the root unit: everything.
 */
export async function accessLines(db: Db | Tx, unitId: string, now: Date): Promise<readonly AccessLine[]> {
  const { rows } = await sql<AccessLine>`
    with scope as (select id from identity.unit where path @> array[${unitId}::uuid]),
      top as (select exists (select 1 from identity.unit where id = ${unitId} and parent_id is null) as is_root)
    select 'role' as kind, g.id, g.person_id as "personId", g.crowd_id as "groupId", g.role, g.unit_id as "unitId", null::uuid as "deputyId",
        null::text[] as scopes, g.granted_at as since, g.ends_at as until, g.granted_by as "grantedBy", g.suspended_by as "suspendedBy"
      from identity.role_grant g join scope s on s.id = g.unit_id left join identity.crowd c on c.id = g.crowd_id
      where g.withdrawn_at is null and c.withdrawn_at is null and (g.ends_at is null or g.ends_at > ${now})
    union all
    select 'member', m.crowd_id, m.person_id, m.crowd_id, null, null, null, null, m.since, null, null, m.suspended_by
      from identity.crowd_member m join identity.crowd c on c.id = m.crowd_id and c.withdrawn_at is null
      where (select is_root from top) or exists (select 1 from identity.role_grant g join scope s on s.id = g.unit_id
        where g.crowd_id = m.crowd_id and g.withdrawn_at is null)
    union all
    select 'deputy', d.id, d.person_id, null, null, p.unit_id, d.deputy_id, null, d.starts_at, d.ends_at, d.person_id, d.suspended_by
      from identity.deputation d join identity.person p on p.id = d.person_id
      where d.withdrawn_at is null and d.ends_at > ${now} and ((select is_root from top) or p.unit_id in (select id from scope))
    union all
    select 'token', t.id, t.person_id, null, null, p.unit_id, null, t.scopes, t.created_at, t.expires_at, t.person_id, t.suspended_by
      from identity.api_token t join identity.person p on p.id = t.person_id
      where t.withdrawn_at is null and t.expires_at > ${now} and ((select is_root from top) or p.unit_id in (select id from scope))
    order by 1, 2, 3`.execute(db);
  return rows;
}

/** Of some access, what stands now, wherever it counts: re-read, never remembered. */
export async function accessStanding(db: Db | Tx, refs: readonly AccessRef[], now: Date): Promise<readonly AccessLine[]> {
  const asked = JSON.stringify(refs.map(({ kind, id, personId }) => ({ kind, id, person: personId })));
  const { rows } = await sql<AccessLine>`
    with asked as (select * from jsonb_to_recordset(${asked}::jsonb) as a(kind text, id uuid, person uuid))
    select a.kind, g.id, g.person_id as "personId", g.crowd_id as "groupId", g.role, g.unit_id as "unitId", null::uuid as "deputyId",
        null::text[] as scopes, g.granted_at as since, g.ends_at as until, g.granted_by as "grantedBy", g.suspended_by as "suspendedBy"
      from asked a join identity.role_grant g on g.id = a.id left join identity.crowd c on c.id = g.crowd_id
      where a.kind = 'role' and g.withdrawn_at is null and c.withdrawn_at is null and (g.ends_at is null or g.ends_at > ${now})
    union all
    select a.kind, m.crowd_id, m.person_id, m.crowd_id, null, null, null, null, m.since, null, null, m.suspended_by
      from asked a join identity.crowd_member m on m.crowd_id = a.id and m.person_id = a.person
      join identity.crowd c on c.id = m.crowd_id and c.withdrawn_at is null where a.kind = 'member'
    union all
    select a.kind, d.id, d.person_id, null, null, null, d.deputy_id, null, d.starts_at, d.ends_at, d.person_id, d.suspended_by
      from asked a join identity.deputation d on d.id = a.id where a.kind = 'deputy' and d.withdrawn_at is null and d.ends_at > ${now}
    union all
    select a.kind, t.id, t.person_id, null, null, null, null, t.scopes, t.created_at, t.expires_at, t.person_id, t.suspended_by
      from asked a join identity.api_token t on t.id = a.id where a.kind = 'token' and t.withdrawn_at is null and t.expires_at > ${now}`.execute(
    db,
  );
  return rows;
}

/** Whose access it is: the person, who stands in for them, and, of a role that a group holds, its members. */
export async function whoseAccess(db: Db | Tx, refs: readonly AccessRef[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = JSON.stringify(refs.map(({ kind, id, personId }) => ({ kind, id, person: personId })));
  const { rows } = await sql<{ id: string; people: string[] }>`
    with asked as (select * from jsonb_to_recordset(${asked}::jsonb) as a(kind text, id uuid, person uuid))
    select a.kind || ' ' || a.id || ' ' || coalesce(a.person::text, '') as id,
      array_remove(array_cat(array[a.person, (select d.deputy_id from identity.deputation d where a.kind = 'deputy' and d.id = a.id)],
        array(select m.person_id from identity.role_grant g join identity.crowd_member m on m.crowd_id = g.crowd_id where a.kind = 'role' and g.id = a.id)), null) as people
    from asked a`.execute(db);
  return new Map(rows.map((row) => [row.id, row.people] as const));
}

export const accessKey = ({ kind, id, personId }: AccessRef): string => `${kind} ${id} ${personId ?? ''}`;

type Table = { readonly table: string; readonly where: ReturnType<typeof sql> };
const tableOf = (ref: AccessRef): Table =>
  ({
    role: { table: 'identity.role_grant', where: sql`id = ${ref.id}` },
    member: { table: 'identity.crowd_member', where: sql`crowd_id = ${ref.id} and person_id = ${ref.personId}` },
    deputy: { table: 'identity.deputation', where: sql`id = ${ref.id}` },
    token: { table: 'identity.api_token', where: sql`id = ${ref.id}` },
  })[ref.kind];

/** Suspends what stands, or lets it count again (`by` null). */
export async function markSuspended(tx: Tx, ref: AccessRef, by: string | null, now: Date): Promise<void> {
  const { table, where } = tableOf(ref);
  await sql`update ${sql.table(table)} set suspended_by = ${by}, suspended_at = ${by === null ? null : now} where ${where}`.execute(
    tx,
  );
}
