import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { IdentityTables } from './tables.ts';

export type UnitRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly parent_id: string | null;
  /** IANA time zone of the site; null: that of the unit above. */
  readonly zone: string | null;
  readonly path: readonly string[];
  readonly withdrawn_at: Date | null;
  readonly version: number;
};

/** Whether one of some units is this one or lies below it. */
export async function anyUnder(tx: Tx, unitId: string, unitIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.unit where id = any(${[...unitIds]}::uuid[]) and path @> array[${unitId}::uuid] limit 1`.execute(tx);
  return rows.length > 0;
}

const columns = ['id', 'key', 'name', 'parent_id', 'zone', 'path', 'withdrawn_at', 'version'] as const;

/** A unit by id or key. */
export const findUnit = (db: Db, named: string): Promise<UnitRow | undefined> =>
  db
    .withTables<IdentityTables>()
    .selectFrom('identity.unit')
    .select(columns)
    .where(isUuid(named) ? 'id' : 'key', '=', named)
    .executeTakeFirst();

export const unitForUpdate = (tx: Tx, named: string): Promise<UnitRow | undefined> =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.unit')
    .select(columns)
    .where(isUuid(named) ? 'id' : 'key', '=', named)
    .forUpdate()
    .executeTakeFirst();

/** A unit that something new is about to point at: it cannot be withdrawn meanwhile. */
export const unitForUse = (tx: Tx, named: string): Promise<UnitRow | undefined> =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.unit')
    .select(columns)
    .where(isUuid(named) ? 'id' : 'key', '=', named)
    .where('withdrawn_at', 'is', null)
    .forShare()
    .executeTakeFirst();

export async function rootUnitId(db: Db): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from identity.unit where parent_id is null`.execute(db);
  return rows[0]?.id ?? null;
}

/** Moves of units happen one at a time: two that cross could close a circle, and each rewrites the paths of a subtree. */
export async function lockTree(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.unit-tree'))`.execute(tx);
}

export const unitSubject = (unit: Pick<UnitRow, 'id' | 'key'>): Subject => ({
  kind: 'unit',
  id: unit.id,
  key: unit.key,
  unitIds: [unit.id],
});

export const unitFields = (unit: UnitRow): RecordFields => ({
  key: unit.key,
  name: unit.name,
  parent: unit.parent_id,
  zone: unit.zone,
  withdrawn: unit.withdrawn_at !== null,
});

export async function saveUnit(tx: Tx, unit: UnitRow, seen: number): Promise<void> {
  const saved = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.unit')
    .set({ name: unit.name, parent_id: unit.parent_id, zone: unit.zone, withdrawn_at: unit.withdrawn_at, version: unit.version })
    .where('id', '=', unit.id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error(`unit ${unit.id} was locked and yet changed`);
}

/** Gives a whole subtree its paths below the new parent, in the act that moves it. */
export async function rewritePaths(tx: Tx, unit: UnitRow, parentPath: readonly string[]): Promise<void> {
  await sql`
    update identity.unit set path = ${[...parentPath]}::uuid[] || path[${unit.path.length}::int:]
    where path @> array[${unit.id}::uuid]`.execute(tx);
}

export type Hanging = { readonly children: number; readonly people: number; readonly grants: number };

/** What still hangs on a unit of this room's own. */
export async function whatHangsOn(db: Db, unitId: string): Promise<Hanging> {
  const { rows } = await sql<Hanging>`select
    (select count(*)::int from identity.unit where parent_id = ${unitId} and withdrawn_at is null) as children,
    (select count(*)::int from identity.person where unit_id = ${unitId} and state = 'active') as people,
    (select count(*)::int from identity.role_grant where unit_id = ${unitId} and withdrawn_at is null) as grants`.execute(db);
  return rows[0] ?? { children: 0, people: 0, grants: 0 };
}

/** False when the key is taken. */
export async function insertUnit(tx: Tx, unit: UnitRow): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.unit')
    .values({ ...unit, path: [...unit.path] })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
