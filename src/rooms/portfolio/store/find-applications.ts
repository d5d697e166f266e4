import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type {
  Application,
  Criticality,
  Dependency,
  DependencyType,
  LifecycleStage,
  Relevance,
  ValidatedState,
} from '../core/application.ts';

type Row = {
  id: string;
  key: string;
  name: string;
  description: string | null;
  unit_id: string;
  owner_id: string | null;
  criticality: Criticality;
  gxp: Relevance;
  sox: Relevance;
  technology: string | null;
  lifecycle_stage: LifecycleStage;
  validated_state: ValidatedState;
  withdrawn_at: Date | null;
  version: number;
  changed_at: Date;
};

const columns = sql`a.id, a.key, a.name, a.description, a.unit_id, a.owner_id, a.criticality, a.gxp, a.sox, a.technology, a.lifecycle_stage, a.validated_state,
  a.withdrawn_at, a.version, a.changed_at`;

const toApplication = (row: Row): Application => ({
  id: row.id,
  key: row.key,
  name: row.name,
  description: row.description,
  unitId: row.unit_id,
  ownerId: row.owner_id,
  criticality: row.criticality,
  gxp: row.gxp,
  sox: row.sox,
  technology: row.technology,
  lifecycleStage: row.lifecycle_stage,
  validatedState: row.validated_state,
  withdrawnAt: row.withdrawn_at,
  version: row.version,
  changedAt: row.changed_at,
});

async function applicationsWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  rest: RawBuilder<unknown>,
): Promise<readonly Application[]> {
  const { rows } = await sql<Row>`select ${columns} from portfolio.application a where ${condition} ${rest}`.execute(db);
  return rows.map(toApplication);
}

const named = (idOrKey: string): RawBuilder<unknown> =>
  isUuid(idOrKey) ? sql`a.id = ${idOrKey}::uuid` : sql`a.key = ${idOrKey}`;

export async function applicationNamed(db: Db | Tx, idOrKey: string): Promise<Application | null> {
  const [found] = await applicationsWhere(db, named(idOrKey), sql``);
  return found ?? null;
}

/** Locks the application until the transaction ends. */
export async function applicationForUpdate(tx: Tx, idOrKey: string): Promise<Application | null> {
  const [found] = await applicationsWhere(tx, named(idOrKey), sql`for update`);
  return found ?? null;
}

/** Locks several applications, in the order of their ids. */
export const applicationsForUpdate = (tx: Tx, ids: readonly string[]): Promise<readonly Application[]> =>
  applicationsWhere(tx, sql`a.id = any(${ids.filter(isUuid)}::uuid[])`, sql`order by a.id for update`);

export const applicationsBy = (
  db: Db | Tx,
  by: { readonly ids?: readonly string[]; readonly keys?: readonly string[]; readonly unitIds?: readonly string[] },
): Promise<readonly Application[]> =>
  applicationsWhere(
    db,
    sql`a.id = any(${(by.ids ?? []).filter(isUuid)}::uuid[]) or a.key = any(${by.keys ?? []}::text[]) or a.unit_id = any(${(by.unitIds ?? []).filter(isUuid)}::uuid[])`,
    sql`order by a.key`,
  );

type DependencyRow = { id: string; from_id: string; to_id: string; type: DependencyType; note: string | null };

const toDependency = (row: DependencyRow): Dependency => ({
  id: row.id,
  fromId: row.from_id,
  toId: row.to_id,
  type: row.type,
  note: row.note,
});

async function dependenciesWhere(db: Db | Tx, condition: RawBuilder<unknown>): Promise<readonly Dependency[]> {
  const { rows } = await sql<DependencyRow>`
    select d.id, d.from_id, d.to_id, d.type, d.note from portfolio.dependency d
    join portfolio.application f on f.id = d.from_id join portfolio.application t on t.id = d.to_id
    where d.withdrawn_at is null and ${condition} order by f.key, t.key, d.type`.execute(db);
  return rows.map(toDependency);
}

export const dependenciesOf = (db: Db | Tx, ids: readonly string[]): Promise<readonly Dependency[]> =>
  dependenciesWhere(db, sql`d.from_id = any(${[...ids]}::uuid[])`);

/** All dependencies that one of these applications is an end of. */
export const dependenciesAround = (db: Db | Tx, ids: readonly string[]): Promise<readonly Dependency[]> =>
  dependenciesWhere(db, sql`(d.from_id = any(${[...ids]}::uuid[]) or d.to_id = any(${[...ids]}::uuid[]))`);

export async function dependencyById(db: Db | Tx, id: string): Promise<Dependency | null> {
  const [found] = isUuid(id) ? await dependenciesWhere(db, sql`d.id = ${id}::uuid`) : [];
  return found ?? null;
}

export async function dependencyBetween(
  db: Db | Tx,
  fromId: string,
  toId: string,
  type: DependencyType,
): Promise<Dependency | null> {
  const [found] = await dependenciesWhere(db, sql`d.from_id = ${fromId} and d.to_id = ${toId} and d.type = ${type}`);
  return found ?? null;
}

/** Applications in use that depend on this one. */
export async function dependentsOf(
  db: Db | Tx,
  id: string,
): Promise<readonly { readonly key: string; readonly unitId: string }[]> {
  const { rows } = await sql<{ key: string; unitId: string }>`
    select distinct f.key, f.unit_id as "unitId" from portfolio.dependency d join portfolio.application f on f.id = d.from_id
    where d.to_id = ${id} and d.withdrawn_at is null and f.withdrawn_at is null and f.lifecycle_stage <> 'retired' order by f.key`.execute(
    db,
  );
  return rows;
}
