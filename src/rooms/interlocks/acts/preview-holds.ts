import { nobodyId } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import type { Span } from '../../../foundation/span.ts';
import type { Call } from '../../../foundation/transact.ts';
import { faultsOfHolds } from '../core/claim-refusals.ts';
import type { Collision } from '../core/collision.ts';
import { collisionsAmong, collisionsWithRestrictions } from '../core/find-collisions.ts';
import type { Hold, HoldDraft, Owner, OwnerRef } from '../core/hold.ts';
import { seenFrom } from '../core/seen-from.ts';
import { findFreeSlotsFor, insteadOf } from '../store/free-slots.ts';
import { counterpartsOf, restrictionsAround } from '../store/load-claims.ts';
import { takenResources } from './place-holds.ts';

const searched = 20;

/** What would collide if an owner's holds were replaced by these. Nothing is written or locked: it tells what is true now. */
export async function previewHolds(
  call: Call,
  ref: OwnerRef | null,
  drafts: readonly HoldDraft[],
): Promise<{ readonly collisions: readonly Collision[]; readonly refusals: readonly Refusal[] }> {
  const { app, actor } = call;
  const faults = faultsOfHolds(drafts);
  if (faults.length > 0) return { collisions: [], refusals: faults };
  const now = app.clock.now();
  const owner: Owner = { kind: ref?.kind ?? 'preview', id: ref?.id ?? nobodyId, key: null, label: 'these holds', unitIds: [] };
  return inSnapshot(app, async (_, tx) => {
    const others = await counterpartsOf(tx, owner, drafts);
    const holds = drafts.map((draft) => ({ ...draft, owner }));
    const found = [...collisionsAmong(holds, others), ...collisionsWithRestrictions(holds, await restrictionsAround(tx, holds))];
    const free = await nextFreeOf(tx, holds.slice(0, searched), now);
    const collisions = found.map((one): Collision => {
      const seen = seenFrom({ ...one, id: nobodyId, version: 1, state: 'open', since: now, clearedAt: null }, owner);
      return { ...seen, nextFree: free.get(seen.mine.slot) ?? null };
    });
    return { collisions, refusals: await takenResources({ tx, app, actor }, owner, drafts, others) };
  });
}

async function nextFreeOf(tx: Tx, holds: readonly Hold[], now: Date): Promise<ReadonlyMap<string, Span | null>> {
  const slots = await findFreeSlotsFor(
    tx,
    holds.map((hold) => insteadOf(hold, now)),
  );
  return new Map(holds.map((hold, index) => [hold.slot, slots[index]?.[0] ?? null] as const));
}
