import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Collision } from '../core/collision.ts';
import type { OwnerRef } from '../core/hold.ts';

export async function collisionsOfOwner(_db: Db | Tx, _owner: OwnerRef, _now: Date): Promise<readonly Collision[]> {
  throw new Error('being written');
}
