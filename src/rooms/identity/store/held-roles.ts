import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

/**
 * Locks people and everybody who stands in for them now or later, in the order of their ids, and says who was locked. Every route to a role (grant, group,
 * deputation, enabling) locks whom it concerns here before it judges, so that two of them never pass each other unseen.
 */
export async function lockConcerned(tx: Tx, personIds: readonly string[], now: Date): Promise<readonly string[]> {
  let locked: readonly string[] = [];
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      select id from identity.person where id = any(
        array(select unnest(${[...personIds]}::uuid[]) union select deputy_id from identity.deputation
          where person_id = any(${[...personIds]}::uuid[]) and withdrawn_at is null and ends_at > ${now}))
      order by id for update`.execute(tx);
    // A deputation that committed while we waited for a lock shows on the second look; nobody can add one once its person is locked.
    if (rows.length === locked.length) return rows.map((row) => row.id);
    locked = rows.map((row) => row.id);
  }
}

export type HeldRoles = {
  readonly id: string;
  readonly name: string;
  /** Where the person is at home. */
  readonly unitId: string | null;
  readonly held: ReadonlyMap<string, string>;
};

/**
 * All roles that active people hold by any route, deputations that have not begun included, each with the route in words (empty: directly).
 */
export const heldRoles = (tx: Tx, personIds: readonly string[], now: Date): Promise<readonly HeldRoles[]> =>
  rolesWhere(tx, sql`p.id = any(${[...personIds]}::uuid[])`, now);

/** The same of every active person who holds more than one role. */
export const everybodysRoles = (db: Db | Tx, now: Date): Promise<readonly HeldRoles[]> =>
  rolesWhere(
    db,
    sql`p.id in (select person_id from identity.effective_grant group by person_id having count(distinct role) > 1)`,
    now,
  );

type Row = {
  id: string;
  name: string;
  unit_id: string | null;
  role: string;
  group: string | null;
  principal: string | null;
};

async function rolesWhere(db: Db | Tx, who: RawBuilder<unknown>, now: Date): Promise<readonly HeldRoles[]> {
  const { rows } = await sql<Row>`
    select p.id, p.name, p.unit_id, g.role, c.name as "group", d.name as principal
    from identity.person p join identity.effective_grant g on g.person_id = p.id
    left join identity.crowd c on c.id = g.crowd_id left join identity.person d on d.id = g.deputy_for
    where ${who} and p.state = 'active' and (g.ends_at is null or g.ends_at > ${now})
    order by p.id, g.role, (g.deputy_for is not null), (g.crowd_id is not null)`.execute(db);
  const people = new Map<string, HeldRoles & { held: Map<string, string> }>();
  for (const row of rows) {
    const person = people.get(row.id) ?? { id: row.id, name: row.name, unitId: row.unit_id, held: new Map<string, string>() };
    people.set(row.id, person);
    const routes = [
      row.principal === null ? '' : `as deputy for ${row.principal}`,
      row.group === null ? '' : `through the group ${row.group}`,
    ];
    if (!person.held.has(row.role)) person.held.set(row.role, routes.filter((route) => route !== '').join(', '));
  }
  return [...people.values()];
}

/** The roles that a group bundles, those that count later too; each granted to it directly. */
export async function rolesOfGroup(tx: Tx, groupId: string, now: Date): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ role: string }>`
    select distinct role from identity.role_grant
    where crowd_id = ${groupId} and withdrawn_at is null and (ends_at is null or ends_at > ${now})`.execute(tx);
  return new Map(rows.map(({ role }) => [role, ''] as const));
}

/** Acts that could take the last administrator away run one at a time. Taken before any row lock. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.administrators'))`.execute(tx);
}

/** Active people who administer the whole organisation in their own right and without an end, not as a deputy. */
export async function countAdministrators(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct g.person_id)::int as count
    from identity.effective_grant g join identity.person p on p.id = g.person_id and p.state = 'active'
    join identity.unit u on u.id = g.unit_id and u.parent_id is null
    where g.role = 'administrator' and g.deputy_for is null and g.ends_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Units in which a person holds any role: who takes their account over gets all of them. */
export async function unitsOfRoles(tx: Tx, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    unit_id: string;
  }>`select distinct unit_id from identity.effective_grant where person_id = ${personId}`.execute(tx);
  return rows.map((row) => row.unit_id);
}
