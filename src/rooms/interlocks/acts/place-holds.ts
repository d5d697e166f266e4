import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Collision } from '../core/collision.ts';
import type { HoldDraft, Owner } from '../core/hold.ts';

export async function placeHolds(
  _work: Work,
  _owner: Owner,
  _holds: readonly HoldDraft[],
): Promise<Outcome<readonly Collision[]>> {
  throw new Error('being written');
}
