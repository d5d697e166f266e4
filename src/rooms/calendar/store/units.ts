import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';

/**
 * What concerns units of a reach: what holds one of them, a unit above (which holds all below it) or a unit below. `column` is the list of units that a
 * record holds. A reach holds all units below those where a role was given.
 */
export const concerns = (column: string, reach: Reach): RawBuilder<boolean> =>
  reach === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} && array(select distinct p from identity.units u, unnest(u.path) p where u.id = any(${[...reach]}::uuid[]))`;

/** What concerns one unit: the same question for a filter. */
export const concernsUnit = (column: string, unitId: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} && array(
    select p from identity.units u, unnest(u.path) p where u.id = ${unitId} union select id from identity.units where path @> array[${unitId}::uuid])`;

/** A record by id or key. */
export const named = (alias: string, idOrKey: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${alias}.${isUuid(idOrKey) ? 'id' : 'key'}`)} = ${idOrKey}`;

export async function rootUnit(db: Db | Tx): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select id from identity.units where parent_id is null and withdrawn_at is null`.execute(db);
  return rows[0]?.id ?? null;
}

export type UnitPath = { readonly id: string; readonly key: string; readonly path: readonly string[] };

/** Units that stand, by id or key; locked against their withdrawal for an act that holds them. */
export async function unitsNamed(
  db: Db | Tx,
  named: readonly string[],
  lock: 'for share' | 'none' = 'none',
): Promise<readonly UnitPath[]> {
  if (named.length === 0) return [];
  const { rows } = await sql<UnitPath>`
    select id, key, path from identity.units where withdrawn_at is null and (id::text = any(${[...named]}) or key = any(${[...named]}))
    order by id ${lock === 'none' ? sql`` : sql`for share`}`.execute(db);
  return rows;
}

/** Units whose readers may see a record that holds these: all below them. None for the root: everybody who may read that kind of record. */
export async function readersOf(db: Db | Tx, unitIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; root: boolean }>`
    select id, parent_id is null as root from identity.units where path && ${[...unitIds]}::uuid[] order by id`.execute(db);
  return rows.some((row) => row.root) ? [] : rows.map((row) => row.id);
}
