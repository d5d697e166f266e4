import { intersect } from '../../../foundation/span.ts';
import type { FoundCollision } from './collision.ts';
import type { Hold, Owner, OwnerRef, Severity, Side } from './hold.ts';

export const isOwner = (one: OwnerRef, other: OwnerRef): boolean => one.kind === other.kind && one.id === other.id;

export const sideOf = (claim: {
  readonly owner: Owner;
  readonly slot: string;
  readonly start: Date;
  readonly end: Date;
}): Side => ({
  owner: claim.owner,
  slot: claim.slot,
  span: { start: claim.start, end: claim.end },
});

const orderOf = (hold: Hold): string => `${hold.owner.kind} ${hold.owner.id} ${hold.slot}`;

/** Hard beside hard blocks (where both are exclusive the database refuses it before); hard beside soft needs somebody's exception; two intentions warn. */
function severityOf(a: Hold, b: Hold): Severity {
  if (a.strength === 'hard' && b.strength === 'hard') return 'blocks';
  return a.strength === 'soft' && b.strength === 'soft' ? 'warns' : 'needs-exception';
}

const strengthsOf = (a: Hold, b: Hold): string => {
  if (a.strength !== b.strength) return 'one firmly, the other as an intention';
  return a.strength === 'hard' ? 'both firmly' : 'both as an intention';
};

/** Two owners hold the same resource at the same time, and at least one of them wants it alone. The same answer whichever is asked first. */
export function sameResource(a: Hold, b: Hold): FoundCollision | null {
  if (isOwner(a.owner, b.owner) || !(a.exclusive || b.exclusive)) return null;
  if (a.resource.kind !== b.resource.kind || a.resource.id !== b.resource.id) return null;
  const overlap = intersect(a, b);
  if (overlap === undefined) return null;
  const [one, other] = orderOf(a) < orderOf(b) ? [a, b] : [b, a];
  return {
    rule: 'same-resource',
    severity: severityOf(a, b),
    resource: one.resource,
    one: sideOf(one),
    other: sideOf(other),
    overlap,
    why: `Both hold the ${one.resource.kind} ${one.resource.label} at the same time, ${strengthsOf(a, b)}.`,
  };
}
