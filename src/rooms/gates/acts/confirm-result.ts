import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { boundTo } from '../../identity/door.ts';
import type { Criterion, Result } from '../core/criterion.ts';
import { notResponsible } from '../core/rules/not-responsible.ts';
import { resultMisfit } from '../core/rules/result-misfit.ts';
import { secondNotOther } from '../core/rules/second-not-other.ts';
import { judgeSecond } from '../core/second-person.ts';
import { noteSecond } from '../store/write-facts.ts';
import { type AfterAct, afterAct, followFactsIn, lapseIn } from './follow-facts.ts';
import { keptFromIn } from './kept-from.ts';
import { no, openGate } from './open-gate.ts';

export type SecondInput = { readonly value: number | null; readonly checked: boolean | null };
export type AfterSecond = AfterAct & { readonly confirmation: 'confirmed' | 'differs' };

/** Why somebody is not the second person for a value. */
export async function bindsSecond(
  work: Pick<Work, 'actor' | 'now'> & { readonly tx: Work['app']['database']['db'] },
  criterion: Criterion,
  result: Result,
): Promise<readonly Refusal[]> {
  return secondNotOther(criterion, result, { id: work.actor.id, ...(await boundTo(work.tx, work.actor.id, work.now)) });
}

/**
 * Enters a critical value a second time, without seeing the first. The same value makes it count; another one leaves the criterion unknown for good, and
 * what was entered stands in the trail: the value is withdrawn and recorded anew, never guessed until it fits.
 */
export const confirmResult = (call: Call, gateId: string, resultId: string, input: SecondInput): Promise<Outcome<AfterSecond>> =>
  transact(call, async (work) => {
    const opened = await openGate(work, gateId, 'gates.confirm');
    if (!opened.ok) return opened;
    const criterion = opened.value.gate.criteria.find((one) => one.result?.id === resultId);
    if (criterion?.result === undefined || criterion.result === null) return refuse(no['no-such-result']({}));
    const { result } = criterion;
    const barred = notResponsible(criterion, work.actor.holdings, opened.value.unitIds);
    if (barred.length > 0) return refused(barred);
    const gate = await lapseIn(work, opened.value.gate);
    const broken = [
      ...(await keptFromIn(work, gate, 'confirm')),
      ...(await bindsSecond(work, criterion, result)),
      ...resultMisfit(
        { ...criterion, evidence: null },
        { ...input, measuredAt: result.measuredAt, note: null, link: null },
        work.now,
      ),
    ];
    if (broken.length > 0) return refused(broken);
    const confirmation = judgeSecond(result, input);
    await noteSecond(work.tx, criterion, result.id, { state: confirmation, by: work.actor.id, at: work.now, ...input });
    const act = confirmation === 'confirmed' ? 'gates.value-confirmed' : 'gates.value-differed';
    const after = await followFactsIn(work, gate, { occasion: 'result', act, reason: null });
    return done({ ...afterAct(after), confirmation });
  });
