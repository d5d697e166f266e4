import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Owner, RestrictionDraft } from '../core/hold.ts';

export async function placeRestrictions(
  _work: Work,
  _owner: Owner,
  _restrictions: readonly RestrictionDraft[],
): Promise<Outcome<null>> {
  throw new Error('being written');
}
