import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import { approvalRefusals } from '../core/approval-refusals.ts';
import type { Change } from '../core/change.ts';
import { bringsFurther, fillChange } from '../core/change-seats.ts';
import type { Requirement } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { seatsOf } from './change-seats.ts';

type Asking = { readonly app: Services; readonly actor: Actor; readonly tx: Db; readonly now: Date };

/** Every reason why somebody may not sign a proposed change, on what the requirement asks today. */
export async function whyNotSign(work: Asking, change: Change, today: Requirement | null): Promise<readonly Refusal[]> {
  const { actor, tx, now } = work;
  if (change.state !== 'proposed') return [no['change-over']({ key: change.key, state: change.state })];
  if (today !== null && today.version !== change.baseVersion)
    return [no['base-moved']({ key: today.key, base: change.baseVersion ?? 0, now: today.version })];
  if (change.signatures.some((one) => one.personId === actor.id)) return [no['signed-already']({ key: change.key })];
  const standIns = await identity.standIns(tx, [actor.id], now);
  const linked = new Set(standIns.flatMap((one) => [one.deputyId, one.personId]));
  if (change.proposedBy === actor.id || standIns.some((one) => one.deputyId === actor.id && one.personId === change.proposedBy))
    return [no['own-proposal']({})];
  const other = change.signatures.find((one) => linked.has(one.personId));
  if (other !== undefined) {
    const [person] = await identity.peopleBy(tx, { ids: [other.personId] });
    return [approvalRefusals['one-voice']({ name: person?.name ?? 'Somebody' })];
  }
  const { seats, signers } = await seatsOf(work.app, tx, change, today, [actor.id], now);
  if (bringsFurther(seats, signers, actor.id)) return [];
  const missing = fillChange(seats, signers).missing.map((seat) => seat.says);
  return [no['not-asked-to-sign']({ key: change.key, asked: missing })];
}
