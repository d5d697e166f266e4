import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import type { ExceptionState } from '../contract-exception-words.ts';
import type { KeptCollision } from '../core/collision.ts';
import type { CollisionException, Mark } from '../core/exception.ts';
import type { OwnerRef } from '../core/hold.ts';

type Row = {
  id: string;
  key: string;
  version: number;
  state: ExceptionState;
  collision_id: string;
  matter: RecordFields;
  unit_ids: string[];
  asked_by: string;
  asked_at: Date;
  ask_reason: string;
  expires_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  ended_by: string | null;
  ended_at: Date | null;
  end_reason: string | null;
};

const columns = sql`e.id, e.key, e.version, e.state, e.collision_id, e.matter, e.unit_ids, e.asked_by, e.asked_at, e.ask_reason, e.expires_at, e.decided_by,
  e.decided_at, e.decision_reason, e.ended_by, e.ended_at, e.end_reason`;

const markOf = (by: string | null, at: Date | null, reason: string | null): Mark | null =>
  by === null || at === null ? null : { by, at, reason: reason ?? '' };

const toException = (row: Row): CollisionException => ({
  id: row.id,
  key: row.key,
  version: row.version,
  state: row.state,
  collisionId: row.collision_id,
  matter: row.matter,
  unitIds: row.unit_ids,
  asked: { by: row.asked_by, at: row.asked_at, reason: row.ask_reason },
  expiresAt: row.expires_at,
  decided: markOf(row.decided_by, row.decided_at, row.decision_reason),
  ended: markOf(row.ended_by, row.ended_at, row.end_reason),
});

async function exceptionsWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql`order by e.id`,
): Promise<readonly CollisionException[]> {
  const { rows } = await sql<Row>`select ${columns} from interlocks.exception e where ${condition} ${tail}`.execute(db);
  return rows.map(toException);
}

const withinReach = (reach: Reach): RawBuilder<unknown> =>
  reach === 'all' ? sql`true` : sql`(e.unit_ids && ${[...reach]}::uuid[] or e.unit_ids = '{}')`;

/** One exception by id or key; `lock` for whoever changes it. */
export async function findException(
  db: Db | Tx,
  idOrKey: string,
  lock: 'for update' | 'none' = 'none',
): Promise<CollisionException | null> {
  const named = isUuid(idOrKey) ? sql`e.id = ${idOrKey}::uuid` : sql`e.key = ${idOrKey}`;
  const [found] = await exceptionsWhere(db, named, lock === 'none' ? sql`` : sql`for update`);
  return found ?? null;
}

/** Exceptions of some collisions that are asked or granted, oldest first. */
export const livingOf = (
  db: Db | Tx,
  collisionIds: readonly string[],
  lock: 'for update' | 'for share' | 'none' = 'none',
): Promise<readonly CollisionException[]> =>
  collisionIds.length === 0
    ? Promise.resolve([])
    : exceptionsWhere(
        db,
        sql`e.collision_id = any(${[...collisionIds]}::uuid[]) and e.state in ('asked', 'granted')`,
        lock === 'none' ? sql`order by e.id` : sql`order by e.id ${sql.raw(lock)}`,
      );

export type ExceptionFilter = {
  readonly reach: Reach;
  readonly owner: OwnerRef | null;
  readonly collisionId: string | null;
  readonly states: readonly ExceptionState[];
};

/** Exceptions that a reader may know of, newest first; keyset by id (UUIDv7: the order in which they were asked for). */
export function listExceptions(
  db: Db,
  { reach, owner, collisionId, states }: ExceptionFilter,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly CollisionException[]> {
  const parts = [withinReach(reach)];
  if (page.before !== null) parts.push(sql`e.id < ${page.before}::uuid`);
  if (owner !== null)
    parts.push(sql`e.id in (select id from interlocks.exception where one_kind = ${owner.kind} and one_id = ${owner.id}
      union all select id from interlocks.exception where other_kind = ${owner.kind} and other_id = ${owner.id})`);
  if (collisionId !== null) parts.push(sql`e.collision_id = ${collisionId}::uuid`);
  if (states.length > 0) parts.push(sql`e.state = any(${[...states]}::text[])`);
  return exceptionsWhere(db, sql.join(parts, sql` and `), sql`order by e.id desc limit ${page.limit}`);
}

/** Ids of all exceptions ever asked for to collisions of a record, newest first; at most `most`. */
export async function exceptionIdsOf(db: Db | Tx, { kind, id }: OwnerRef, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from interlocks.exception where one_kind = ${kind} and one_id = ${id}
    union select id from interlocks.exception where other_kind = ${kind} and other_id = ${id} order by id desc limit ${most}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Exceptions by id, for labels and units. */
export const exceptionsByIds = (db: Db, ids: readonly string[]): Promise<readonly CollisionException[]> =>
  exceptionsWhere(db, sql`e.id = any(${[...ids]}::uuid[])`);

export async function insertException(tx: Tx, one: CollisionException, of: KeptCollision): Promise<void> {
  await sql`
    insert into interlocks.exception (id, key, version, state, collision_id, matter, one_kind, one_id, other_kind, other_id, unit_ids, asked_by, asked_at, ask_reason,
      expires_at)
    values (${one.id}, ${one.key}, ${one.version}, ${one.state}, ${one.collisionId}, ${JSON.stringify(one.matter)}::jsonb, ${of.one.owner.kind}, ${of.one.owner.id},
      ${of.other?.owner.kind ?? null}, ${of.other?.owner.id ?? null}, ${[...one.unitIds]}::uuid[], ${one.asked.by}, ${one.asked.at}, ${one.asked.reason},
      ${one.expiresAt})`.execute(tx);
}

/** Writes what a verb changed; names the version that it expects. */
export async function saveException(tx: Tx, after: CollisionException): Promise<void> {
  const { decided, ended } = after;
  const saved = await sql`
    update interlocks.exception set version = ${after.version}, state = ${after.state}, decided_by = ${decided?.by ?? null}, decided_at = ${decided?.at ?? null},
      decision_reason = ${decided?.reason ?? null}, ended_by = ${ended?.by ?? null}, ended_at = ${ended?.at ?? null}, end_reason = ${ended?.reason ?? null}
    where id = ${after.id} and version = ${after.version - 1}`.execute(tx);
  if (saved.numAffectedRows !== 1n) throw new Error(`the exception ${after.key} is not the one that was locked`);
}

/** The root of the organisation: a record without units holds all of it. */
export async function rootUnit(db: Db | Tx): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.units where parent_id is null and withdrawn_at is null`.execute(db);
  return rows[0]?.id ?? null;
}
