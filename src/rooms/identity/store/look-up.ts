import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Given, inherited, type UnitHolders } from '../core/inherited.ts';

export type PersonName = { readonly id: string; readonly name: string; readonly email: string; readonly active: boolean };
export type UnitName = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
};

export async function peopleBy(
  db: Db,
  by: { readonly ids?: readonly string[]; readonly emails?: readonly string[] },
): Promise<readonly PersonName[]> {
  const emails = (by.emails ?? []).map((email) => email.toLowerCase());
  const { rows } = await sql<PersonName>`
    select id, name, email, state = 'active' as active from identity.person
    where id = any(${by.ids ?? []}::uuid[]) or email = any(${emails}::text[])`.execute(db);
  return rows;
}

export async function unitsBy(
  db: Db,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[] },
  lock: 'for share' | 'none' = 'none',
): Promise<readonly UnitName[]> {
  const { rows } = await sql<UnitName>`
    select id, key, name, parent_id as "parentId", path from identity.unit
    where withdrawn_at is null and (id = any(${by.ids ?? []}::uuid[]) or key = any(${by.keys ?? []}::text[]))
    order by id ${lock === 'none' ? sql`` : sql`for share`}`.execute(db);
  return rows;
}

export async function holdersOf(db: Db, roles: readonly string[], unitId: string, now: Date): Promise<readonly PersonName[]> {
  const { rows } = await sql<PersonName>`
    select distinct p.id, p.name, p.email, true as active
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    join identity.unit u on u.id = ${unitId}
    where g.role = any(${roles}) and g.unit_id = any(u.path)
      and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})
    order by p.name limit 50`.execute(db);
  return rows;
}

/** One statement, however many roles and units there are. */
export async function holdersByUnit(db: Db, roles: readonly string[], now: Date): Promise<readonly UnitHolders[]> {
  const { rows } = await sql<Given>`
    select u.id as "unitId", u.path, g.role, array_agg(distinct p.id) as people
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    join identity.unit u on u.id = g.unit_id and u.withdrawn_at is null
    where g.role = any(${[...roles]}) and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})
    group by u.id, u.path, u.key, g.role order by cardinality(u.path), u.key, g.role`.execute(db);
  return inherited(rows);
}

export async function concernedBy(db: Db, roles: readonly string[], unitId: string, now: Date): Promise<readonly PersonName[]> {
  const { rows } = await sql<PersonName>`
    select distinct p.id, p.name, p.email, true as active
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    join identity.unit u on u.id = ${unitId} join identity.unit gu on gu.id = g.unit_id
    where g.role = any(${[...roles]}) and g.deputy_for is null and (g.unit_id = any(u.path) or u.id = any(gu.path))
      and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})
    order by p.name, p.id limit 2000`.execute(db);
  return rows;
}

export async function rolesIn(db: Db, personId: string, unitId: string, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string }>`
    select distinct g.role
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    join identity.unit u on u.id = ${unitId}
    where g.person_id = ${personId} and g.unit_id = any(u.path)
      and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})`.execute(db);
  return rows.map((row) => row.role);
}

export async function organisation(db: Db): Promise<readonly UnitName[]> {
  const { rows } = await sql<UnitName>`
    select id, key, name, parent_id as "parentId", path from identity.unit
    where withdrawn_at is null order by cardinality(path), key`.execute(db);
  return rows;
}

/** The unit where an active person is at home. */
export async function homeOf(db: Db | Tx, personId: string): Promise<string | null> {
  const { rows } = await sql<{ unit_id: string | null }>`
    select unit_id from identity.person where id = ${personId} and state = 'active'`.execute(db);
  return rows[0]?.unit_id ?? null;
}

/** The time zone of the site where a person stands: of the nearest unit that has one. */
export async function siteZoneOf(db: Db | Tx, personId: string): Promise<string> {
  const { rows } = await sql<{ zone: string }>`
    select u.zone from identity.person p join identity.unit home on home.id = p.unit_id join identity.unit u on u.id = any(home.path)
    where p.id = ${personId} and u.zone is not null order by cardinality(u.path) desc limit 1`.execute(db);
  return rows[0]?.zone ?? 'UTC';
}

/** Ids of a unit and of all that stand below it. */
export async function unitsWithin(db: Db | Tx, unitId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.unit where withdrawn_at is null and path @> array[${unitId}::uuid] order by id`.execute(db);
  return rows.map(({ id }) => id);
}
