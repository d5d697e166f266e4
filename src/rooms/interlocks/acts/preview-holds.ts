import { nobodyId } from '../../../foundation/actor.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { faultsOfHolds } from '../core/claim-refusals.ts';
import type { Collision } from '../core/collision.ts';
import { collisionsAmong, collisionsWithRestrictions } from '../core/find-collisions.ts';
import type { HoldDraft, Owner, OwnerRef } from '../core/hold.ts';
import { seenFrom } from '../core/seen-from.ts';
import { findFreeSlots } from '../store/free-slots.ts';
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
  return app.database.db.transaction().execute(async (tx) => {
    const others = await counterpartsOf(tx, owner, drafts);
    const holds = drafts.map((draft) => ({ ...draft, owner }));
    const found = [...collisionsAmong(holds, others), ...collisionsWithRestrictions(holds, await restrictionsAround(tx, holds))];
    const collisions: Collision[] = [];
    for (const one of found) {
      const seen = seenFrom({ ...one, id: nobodyId, version: 1, state: 'open', since: now, clearedAt: null }, owner);
      const hold = holds.find((candidate) => candidate.slot === seen.mine.slot);
      collisions.push({
        ...seen,
        nextFree: hold === undefined || collisions.length >= searched ? null : await freeFor(tx, hold, owner, now),
      });
    }
    return { collisions, refusals: await takenResources({ tx, app, actor }, owner, drafts, others) };
  });
}

async function freeFor(tx: Parameters<typeof findFreeSlots>[0], hold: HoldDraft, owner: Owner, now: Date) {
  const [slot] = await findFreeSlots(tx, {
    resources: [hold.resource],
    facets: hold.deployment ? hold.facets : null,
    durationMs: hold.end.getTime() - hold.start.getTime(),
    from: hold.start > now ? hold.start : now,
    needsWindow: hold.deployment && hold.needsWindow,
    ignoreOwner: owner,
    count: 1,
  });
  return slot ?? null;
}
