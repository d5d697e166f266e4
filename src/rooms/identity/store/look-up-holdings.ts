import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { Bound } from '../core/independence.ts';

/** A role of a person; `deputyFor`: who holds it in their own right, where it came by deputation. */
export type HeldRole = { readonly personId: string; readonly role: string; readonly deputyFor: string | null };
export type StandIn = { readonly deputyId: string; readonly personId: string };
export type GroupName = { readonly id: string; readonly key: string; readonly name: string; readonly withdrawn: boolean };
export type GroupMember = { readonly groupId: string; readonly personId: string; readonly name: string };

export async function rolesOfPeople(
  db: Db,
  personIds: readonly string[],
  unitIds: readonly string[] | 'anywhere',
  now: Date,
): Promise<readonly HeldRole[]> {
  if (personIds.length === 0 || unitIds.length === 0) return [];
  const there =
    unitIds === 'anywhere'
      ? sql`true`
      : sql`exists (select from identity.unit u where u.id = any(${[...unitIds]}::uuid[]) and g.unit_id = any(u.path))`;
  const { rows } = await sql<HeldRole>`
    select distinct g.person_id as "personId", g.role, g.deputy_for as "deputyFor"
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    where g.person_id = any(${[...personIds]}::uuid[]) and ${there}
      and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})`.execute(db);
  return rows;
}

export async function standIns(db: Db, personIds: readonly string[], now: Date): Promise<readonly StandIn[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<StandIn>`
    select distinct deputy_id as "deputyId", person_id as "personId" from identity.deputation
    where (deputy_id = any(${[...personIds]}::uuid[]) or person_id = any(${[...personIds]}::uuid[]))
      and withdrawn_at is null and starts_at <= ${now} and ends_at > ${now}`.execute(db);
  return rows;
}

export async function boundTo(db: Db, personId: string, now: Date): Promise<Bound> {
  const pairs = await standIns(db, [personId], now);
  return {
    principals: pairs.filter((pair) => pair.deputyId === personId).map((pair) => pair.personId),
    deputies: pairs.filter((pair) => pair.personId === personId).map((pair) => pair.deputyId),
  };
}

export async function groupsBy(
  db: Db,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[] },
): Promise<readonly GroupName[]> {
  const { rows } = await sql<GroupName>`
    select id, key, name, withdrawn_at is not null as withdrawn from identity.crowd
    where id = any(${[...(by.ids ?? [])]}::uuid[]) or key = any(${[...(by.keys ?? [])]}::text[]) order by key`.execute(db);
  return rows;
}

export async function membersOf(db: Db, groupIds: readonly string[]): Promise<readonly GroupMember[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<GroupMember>`
    select m.crowd_id as "groupId", p.id as "personId", p.name
    from identity.crowd_member m join identity.crowd c on c.id = m.crowd_id and c.withdrawn_at is null
    join identity.person p on p.id = m.person_id and p.state = 'active'
    where m.crowd_id = any(${[...groupIds]}::uuid[]) order by p.name, p.id`.execute(db);
  return rows;
}
