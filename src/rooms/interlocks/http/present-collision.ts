import type { Actor } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';
import type { CollisionShown } from '../contract.ts';
import type { Collision } from '../core/collision.ts';

export async function presentCollisions(
  _app: Services,
  _reader: Actor,
  _collisions: readonly Collision[],
): Promise<readonly CollisionShown[]> {
  throw new Error('being written');
}
