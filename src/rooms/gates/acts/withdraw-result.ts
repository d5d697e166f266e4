import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { evaluate } from '../core/evaluation.ts';
import { notResponsible } from '../core/rules/not-responsible.ts';
import { momentOf } from '../core/standing.ts';
import { criterionOfResult } from '../store/read-facts.ts';
import { withdrawResult as saveWithdrawal } from '../store/write-facts.ts';
import { type AfterAct, afterAct, followFactsIn, lapseIn } from './follow-facts.ts';
import { criterionOf, no, openGate } from './open-gate.ts';

/** Withdraws a result that is not valid. It stays readable; a repeat is no error. */
export const withdrawResult = (call: Call, gateId: string, resultId: string, reason: string): Promise<Outcome<AfterAct>> =>
  transact(call, async (work) => {
    const opened = await openGate(work, gateId, 'gates.record');
    if (!opened.ok) return opened;
    const found = await criterionOfResult(work.tx, opened.value.gate.id, resultId);
    const criterion = found === null ? undefined : criterionOf(opened.value.gate, found.criterionId);
    if (found === null || criterion === undefined) return refuse(no['no-such-result']({}));
    const barred = notResponsible(criterion, work.actor.holdings, opened.value.unitIds);
    if (barred.length > 0) return refused(barred);
    const gate = await lapseIn(work, opened.value.gate);
    if (found.withdrawn) {
      return done(afterAct({ gate, evaluation: evaluate(gate.id, gate.criteria, momentOf(gate, work.now)), reopenedWhy: null }));
    }
    await saveWithdrawal(work.tx, criterion, resultId, { by: work.actor.id, at: work.now, reason });
    return done(
      afterAct(await followFactsIn(work, gate, { occasion: 'result-withdrawn', act: 'gates.result-withdrawn', reason })),
    );
  });
