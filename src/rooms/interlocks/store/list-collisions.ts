import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { KeptCollision } from '../core/collision.ts';
import type { OwnerRef, Rule, Severity } from '../core/hold.ts';
import { collisionsWhere, withinReach } from './collisions.ts';

export type CollisionFilter = {
  readonly reach: Reach;
  readonly owner: OwnerRef | null;
  readonly state: 'open' | 'cleared' | 'all';
  readonly severities: readonly Severity[];
  readonly rules: readonly Rule[];
  /** A unit and all below it. */
  readonly unitId: string | null;
};

function conditionsOf(filter: CollisionFilter): readonly RawBuilder<unknown>[] {
  const { owner, state, unitId } = filter;
  const parts: RawBuilder<unknown>[] = [withinReach(filter.reach)];
  if (owner !== null) {
    parts.push(sql`c.id in (select id from interlocks.collision where one_kind = ${owner.kind} and one_id = ${owner.id}
      union all select id from interlocks.collision where other_kind = ${owner.kind} and other_id = ${owner.id})`);
  }
  if (state !== 'all') parts.push(state === 'open' ? sql`c.cleared_at is null` : sql`c.cleared_at is not null`);
  if (filter.severities.length > 0) parts.push(sql`c.severity = any(${[...filter.severities]})`);
  if (filter.rules.length > 0) parts.push(sql`c.rule = any(${[...filter.rules]})`);
  if (unitId !== null) parts.push(sql`c.unit_ids && array(select id from identity.units where ${unitId}::uuid = any(path))`);
  return parts;
}

/** Collisions that a reader may know of, newest first; keyset by id (UUIDv7: the order in which they were found). */
export const listCollisions = (
  db: Db,
  filter: CollisionFilter,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly KeptCollision[]> =>
  collisionsWhere(
    db,
    sql.join([page.before === null ? sql`true` : sql`c.id < ${page.before}::uuid`, ...conditionsOf(filter)], sql` and `),
    sql`c.id desc`,
    page.limit,
  );

export async function collisionById(db: Db, id: string, reach: Reach): Promise<KeptCollision | null> {
  const [kept] = await collisionsWhere(db, sql`c.id = ${id}::uuid and ${withinReach(reach)}`, sql`c.id`, 1);
  return kept ?? null;
}

/** What the live news and the trail ask of the kind `collision`. */
export const collisionsByIds = (db: Db, ids: readonly string[]): Promise<readonly KeptCollision[]> =>
  collisionsWhere(db, sql`c.id = any(${[...ids]}::uuid[])`, sql`c.id`, Math.max(1, ids.length));
