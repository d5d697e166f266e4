import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { sign } from '../../signatures/door.ts';
import type { DeviationOutcome } from '../contract-deviation.ts';
import { type Deviation, deviationRecord, deviationSubject } from '../core/deviation/deviation.ts';
import { deviationRefusals as no } from '../core/deviation/deviation-refusals.ts';
import { findDeviation, saveDeviation } from '../store/deviations.ts';
import { sayDeviation } from './open-deviation.ts';
import type { Ended } from './open-review.ts';

export type Closing = { readonly outcome: DeviationOutcome; readonly conclusion: string };

/** Closes and signs a deviation: somebody else than who opened it, with what came of it. */
export const closeDeviation = (call: Call, id: string, closing: Closing, signature: Signing): Promise<Outcome<Ended>> =>
  transact(call, (work) => closeDeviationIn(work, id, closing, signature));

export async function closeDeviationIn(work: Work, id: string, closing: Closing, signature: Signing): Promise<Outcome<Ended>> {
  const before = await findDeviation(work.tx, id, true);
  if (before === null || work.mayNot('records.read-reviews', before.unitId).length > 0)
    return refuse(no['no-such-deviation']({ id }));
  const denied = work.mayNot('records.close-deviation', before.unitId);
  if (denied.length > 0) return refused(denied);
  const stale = await work.stale(deviationSubject(before), before.version);
  if (stale.length > 0) return refused(stale);
  const broken = keptFromClosing(before, work.actor.id);
  if (broken.length > 0) return refused(broken);
  const after: Deviation = {
    ...before,
    ...closing,
    state: 'closed',
    closedBy: work.actor.id,
    closedAt: work.now,
    version: before.version + 1,
  };
  await saveDeviation(work.tx, after);
  sayDeviation(work, 'records.deviation-closed', before, after);
  const due = {
    subject: deviationSubject(after),
    label: `Deviation ${after.key}`,
    version: before.version,
    verb: 'close',
    after: deviationRecord(after),
    input: { ...closing },
    effects: ['The deviation is closed.'],
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done({ id: after.id }) : signed;
}

/** Why somebody does not close it, whatever their rights. */
export const keptFromClosing = (one: Deviation, personId: string) => {
  if (one.state === 'closed') return [no['deviation-over']({ key: one.key })];
  return one.openedBy === personId ? [no['own-deviation']({ key: one.key })] : [];
};
