import { isValidSpan } from '../../../foundation/span.ts';
import type { FoundCollision } from './collision.ts';
import type { Hold, Restriction } from './hold.ts';
import { freezesAgainst, outsideWindow, selects } from './restrict.ts';
import { sameResource } from './same-resource.ts';

/** Names the same collision for ever: its rule and both claims, whoever is asked first and wherever their spans move. */
export const identityOf = (found: Pick<FoundCollision, 'rule' | 'one' | 'other'>): string =>
  [
    found.rule,
    ...[found.one, found.other].map((side) =>
      side === null ? '-' : JSON.stringify([side.owner.kind, side.owner.id, side.slot]),
    ),
  ].join(' ');

type Placed = { readonly hold: Hold; readonly judged: boolean };

/** Holds of one resource by start; those that have ended before the next begins drop out, so that only overlapping pairs are looked at. */
function sweep(placed: readonly Placed[], found: Map<string, FoundCollision>): void {
  let running: Placed[] = [];
  for (const next of placed.toSorted((a, b) => a.hold.start.getTime() - b.hold.start.getTime())) {
    running = running.filter((one) => one.hold.end > next.hold.start);
    for (const one of running) {
      if (!one.judged && !next.judged) continue;
      const collision = sameResource(one.hold, next.hold);
      if (collision !== null) found.set(identityOf(collision), collision);
    }
    running.push(next);
  }
}

/** Same-resource collisions in which at least one of the judged holds takes part. */
export function collisionsAmong(judged: readonly Hold[], others: readonly Hold[]): readonly FoundCollision[] {
  const byResource = new Map<string, Placed[]>();
  const all = [...judged.map((hold) => ({ hold, judged: true })), ...others.map((hold) => ({ hold, judged: false }))];
  for (const placed of all) {
    if (!isValidSpan(placed.hold)) continue;
    const resource = `${placed.hold.resource.kind} ${placed.hold.resource.id}`;
    const list = byResource.get(resource);
    if (list === undefined) byResource.set(resource, [placed]);
    else list.push(placed);
  }
  const found = new Map<string, FoundCollision>();
  for (const placed of byResource.values()) sweep(placed, found);
  return [...found.values()];
}

/** Collisions of deployments with freezes and windows. Holds with the same facets are matched with the restrictions once. */
export function collisionsWithRestrictions(
  holds: readonly Hold[],
  restrictions: readonly Restriction[],
): readonly FoundCollision[] {
  const selecting = new Map<string, readonly Restriction[]>();
  return holds
    .filter((hold) => hold.deployment && isValidSpan(hold))
    .flatMap((hold) => {
      const facets = hold.facets.toSorted().join('\n');
      const own = selecting.get(facets) ?? restrictions.filter((restriction) => selects(restriction, new Set(hold.facets)));
      selecting.set(facets, own);
      const outside = outsideWindow(hold, own);
      return [...freezesAgainst(hold, own), ...(outside === null ? [] : [outside])];
    });
}
