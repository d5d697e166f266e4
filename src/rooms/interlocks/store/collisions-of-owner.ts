import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { Collision } from '../core/collision.ts';
import type { OwnerRef } from '../core/hold.ts';
import { isOwner } from '../core/same-resource.ts';
import { seenFrom } from '../core/seen-from.ts';
import { collisionsWhere } from './collisions.ts';
import { findFreeSlots } from './free-slots.ts';
import { holdsOf } from './load-claims.ts';

const most = 200;
/** Free slots are searched for that many different claims; beyond it a reader asks for one collision. */
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

/** Where the reader's own claim could go instead: from its present start on, or from now when that has passed. */
export async function withNextFree(db: Db | Tx, collisions: readonly Collision[], now: Date): Promise<readonly Collision[]> {
  const known = new Map<string, Span | null>();
  const answers: Collision[] = [];
  for (const collision of collisions) {
    const { owner, slot } = collision.mine;
    const key = `${owner.kind} ${owner.id} ${slot}`;
    if (!known.has(key) && known.size < searched && collision.state === 'open')
      known.set(key, await nextFreeFor(db, owner, slot, now));
    answers.push({ ...collision, nextFree: known.get(key) ?? null });
  }
  return answers;
}

async function nextFreeFor(db: Db | Tx, owner: OwnerRef, slot: string, now: Date): Promise<Span | null> {
  const hold = (await holdsOf(db, owner)).find((one) => one.slot === slot && isOwner(one.owner, owner));
  if (hold === undefined) return null;
  const [slotFound] = await findFreeSlots(db, {
    resources: [hold.resource],
    facets: hold.deployment ? hold.facets : null,
    durationMs: hold.end.getTime() - hold.start.getTime(),
    from: hold.start > now ? hold.start : now,
    needsWindow: hold.deployment && hold.needsWindow,
    ignoreOwner: owner,
    count: 1,
  });
  return slotFound ?? null;
}
