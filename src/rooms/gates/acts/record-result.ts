import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { measuredByHouse } from '../core/rules/measured-by-house.ts';
import { notResponsible } from '../core/rules/not-responsible.ts';
import { resultMisfit } from '../core/rules/result-misfit.ts';
import { insertResult } from '../store/write-facts.ts';
import { type AfterAct, afterAct, followFactsIn, lapseIn } from './follow-facts.ts';
import { keptFromIn } from './kept-from.ts';
import { criterionOf, no, openGate } from './open-gate.ts';

export type ResultInput = {
  readonly value: number | null;
  readonly checked: boolean | null;
  readonly measuredAt: Date | null;
  readonly measuredBy: string | null;
  readonly ofVersion: string | null;
  readonly note: string | null;
  readonly link: string | null;
};

/** Records what was found for a criterion, beside all earlier results. Adds and replaces nothing, so it asks for no version. */
export const recordResult = (call: Call, gateId: string, criterion: string, input: ResultInput): Promise<Outcome<AfterAct>> =>
  transact(call, (work) => recordResultIn(work, gateId, criterion, input));

export async function recordResultIn(
  work: Work,
  gateId: string,
  criterionId: string,
  input: ResultInput,
): Promise<Outcome<AfterAct>> {
  const opened = await openGate(work, gateId, 'gates.record');
  if (!opened.ok) return opened;
  const criterion = criterionOf(opened.value.gate, criterionId);
  if (criterion === undefined) return refuse(no['no-such-criterion']({}));
  const barred = notResponsible(criterion, work.actor.holdings, opened.value.unitIds);
  if (barred.length > 0) return refused(barred);
  const byHouse = measuredByHouse(criterion);
  if (byHouse.length > 0) return refused(byHouse);
  const result = { ...input, measuredAt: input.measuredAt ?? work.now };
  const gate = await lapseIn(work, opened.value.gate);
  const apart = await keptFromIn(work, gate, 'record');
  if (apart.length > 0) return refused(apart);
  const misfit = resultMisfit(criterion, result, work.now);
  if (misfit.length > 0) return refused(misfit);
  await insertResult(work.tx, gate.id, criterion, { ...result, recordedBy: work.actor.id, second: criterion.critical }, work.now);
  return done(afterAct(await followFactsIn(work, gate, { occasion: 'result', act: 'gates.result-recorded', reason: null })));
}
