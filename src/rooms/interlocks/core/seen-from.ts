import type { Collision, KeptCollision } from './collision.ts';
import type { OwnerRef } from './hold.ts';
import { isOwner } from './same-resource.ts';

/** A collision seen from one of its parties; from the first one where nobody is named. */
export function seenFrom(kept: KeptCollision, owner: OwnerRef | null): Collision {
  const { one, other, ...rest } = kept;
  const turned = owner !== null && other !== null && isOwner(other.owner, owner);
  return { ...rest, mine: turned ? other : one, theirs: turned ? one : other, nextFree: null };
}
