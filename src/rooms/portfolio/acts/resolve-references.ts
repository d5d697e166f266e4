import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { peopleBy, unitsToStandIn } from '../../identity/door.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';

/** A unit by id or key, which stays while the act runs. */
export async function unitNamed(work: Work, unit: string): Promise<Outcome<string>> {
  const [found] = await unitsToStandIn(work.tx, isUuid(unit) ? { ids: [unit] } : { keys: [unit] });
  return found === undefined ? refuse(no['no-such-unit']({ unit }, { field: '/unit' })) : done(found.id);
}

/** An active person by id or e-mail. */
export async function ownerNamed(work: Work, owner: string): Promise<Outcome<string>> {
  const [found] = await peopleBy(work.tx, isUuid(owner) ? { ids: [owner] } : { emails: [owner] });
  return found === undefined || !found.active ? refuse(no['no-such-owner']({ owner }, { field: '/owner' })) : done(found.id);
}
