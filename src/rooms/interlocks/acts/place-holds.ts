import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { faultsOfHolds, interlockRefusals as no } from '../core/claim-refusals.ts';
import type { Collision } from '../core/collision.ts';
import { collisionsAmong, collisionsWithRestrictions } from '../core/find-collisions.ts';
import { hardClashes } from '../core/hard-clashes.ts';
import type { Hold, HoldDraft, Owner } from '../core/hold.ts';
import { severities } from '../core/hold.ts';
import { seenFrom } from '../core/seen-from.ts';
import { openOfHolder } from '../store/collisions.ts';
import { findFreeSlotsFor, insteadOf } from '../store/free-slots.ts';
import { counterpartsOf, holdsOf, restrictionsAround } from '../store/load-claims.ts';
import { lockOwners, lockResources, shareRestrictions } from '../store/lock-claims.ts';
import { replaceHolds } from '../store/write-claims.ts';
import { keepCollisions } from './keep-collisions.ts';
import { nameParties } from './name-parties.ts';

/** Replaces all holds of an owner; its collisions, and through them those of the others, are found anew in this transaction (law 8). */
export async function placeHolds(work: Work, owner: Owner, drafts: readonly HoldDraft[]): Promise<Outcome<readonly Collision[]>> {
  const faults = faultsOfHolds(drafts);
  if (faults.length > 0) return refused(faults);
  await shareRestrictions(work.tx);
  await lockOwners(work.tx, [owner]);
  const before = await holdsOf(work.tx, owner);
  await lockResources(
    work.tx,
    [...before, ...drafts].map((hold) => hold.resource),
  );
  const others = await counterpartsOf(work.tx, owner, drafts);
  const taken = await takenResources(work, owner, drafts, others);
  if (taken.length > 0) return refused(taken);
  if (!(await replaceHolds(work.tx, owner, drafts))) {
    // Somebody wrote past the locks; the constraint held. What it saw is committed and readable now.
    return refused(await takenResources(work, owner, drafts, await counterpartsOf(work.tx, owner, drafts)));
  }
  const holds = drafts.map((draft) => ({ ...draft, owner }));
  const restrictions = await restrictionsAround(work.tx, holds);
  const found = [...collisionsAmong(holds, others), ...collisionsWithRestrictions(holds, restrictions)];
  const kept = await keepCollisions(work, await openOfHolder(work.tx, owner), found);
  return done(
    kept.map((one) => seenFrom(one, owner)).toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
  );
}

/** A refusal lists that many resources; who moves those finds the rest. */
const mostShown = 20;

/** Why holds cannot be placed: each names who is in the way, as far as the actor may know it, and where the next free span is. */
export async function takenResources(
  work: Pick<Work, 'tx' | 'app' | 'actor'>,
  owner: Owner,
  drafts: readonly HoldDraft[],
  others: readonly Hold[],
): Promise<readonly Refusal[]> {
  const clashes = hardClashes(drafts, others);
  const names = await nameParties(
    work.app,
    work.tx,
    work.actor,
    clashes.map(({ taken }) => taken.owner),
  );
  const shown = clashes.slice(0, mostShown);
  const slots = await findFreeSlotsFor(
    work.tx,
    shown.map(({ draft }) => insteadOf({ ...draft, owner }, draft.start)),
  );
  return shown.map(({ draft, taken }, index) => {
    const by = names(taken.owner);
    const next = slots[index]?.[0];
    const facts = {
      resource: draft.resource.label,
      slot: draft.slot,
      by: by.label,
      from: taken.start.toISOString(),
      until: taken.end.toISOString(),
      nextFree: next === undefined ? null : { start: next.start.toISOString(), end: next.end.toISOString() },
    };
    return no['resource-taken'](facts, by.link === null ? {} : { link: by.link });
  });
}
