import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Collision } from '../core/collision.ts';
import type { OwnerRef } from '../core/hold.ts';
import { seenFrom } from '../core/seen-from.ts';
import { collisionsWhere } from './collisions.ts';
import { findFreeSlotsFor, insteadOf } from './free-slots.ts';
import { holdsNamed } from './load-claims.ts';

const most = 200;
/** Free slots are searched for that many claims; beyond it a reader asks for one collision. */
const searched = 20;

/** Open collisions of a record, gravest first, seen from its side. */
export async function collisionsOfOwner(db: Db | Tx, owner: OwnerRef, now: Date): Promise<readonly Collision[]> {
  const kept = await collisionsWhere(
    db,
    sql`c.id in (
      select id from interlocks.collision where cleared_at is null and one_kind = ${owner.kind} and one_id = ${owner.id}
      union all select id from interlocks.collision where cleared_at is null and other_kind = ${owner.kind} and other_id = ${owner.id})`,
    sql`array_position(array['blocks', 'needs-exception', 'warns'], c.severity), c.overlap_start, c.id`,
    most,
  );
  return withNextFree(
    db,
    kept.map((one) => seenFrom(one, owner)),
    now,
  );
}

/** Collisions of a record that were found by a moment, cleared ones too, oldest first, seen from its side. */
export async function collisionsUntil(db: Db | Tx, owner: OwnerRef, until: Date, limit: number): Promise<readonly Collision[]> {
  const kept = await collisionsWhere(
    db,
    sql`c.id in (
      select id from interlocks.collision where one_kind = ${owner.kind} and one_id = ${owner.id}
      union all select id from interlocks.collision where other_kind = ${owner.kind} and other_id = ${owner.id}) and c.since <= ${until}`,
    sql`c.since, c.id`,
    limit,
  );
  return kept.map((one) => {
    const seen = seenFrom(one, owner);
    return seen.clearedAt !== null && seen.clearedAt > until ? { ...seen, state: 'open', clearedAt: null } : seen;
  });
}

/** Where the reader's own claim could go instead: three queries, however many collisions. A freeze goes nowhere. */
export async function withNextFree(db: Db | Tx, collisions: readonly Collision[], now: Date): Promise<readonly Collision[]> {
  const open = collisions.filter((one) => one.state === 'open');
  if (open.length === 0) return collisions;
  const holds = (
    await holdsNamed(
      db,
      open.map((one) => one.mine),
    )
  ).slice(0, searched);
  const slots = await findFreeSlotsFor(
    db,
    holds.map((hold) => insteadOf(hold, now)),
  );
  const free = new Map(holds.map((hold, index) => [keyOf(hold), slots[index]?.[0] ?? null] as const));
  return collisions.map((one) => ({ ...one, nextFree: one.state === 'open' ? (free.get(keyOf(one.mine)) ?? null) : null }));
}

const keyOf = (claim: { readonly owner: OwnerRef; readonly slot: string }): string =>
  `${claim.owner.kind} ${claim.owner.id} ${claim.slot}`;
