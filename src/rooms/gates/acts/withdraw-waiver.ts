import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { evaluate } from '../core/evaluation.ts';
import { gateSubject } from '../core/gate-record.ts';
import { momentOf } from '../core/standing.ts';
import { withdrawWaiver as saveWithdrawal } from '../store/write-facts.ts';
import { type AfterAct, afterAct, followFactsIn, lapseIn } from './follow-facts.ts';
import { no, openGate } from './open-gate.ts';

/** Takes a waiver away; it stays readable, and a gate that relied on it re-opens. A repeat is no error. */
export const withdrawWaiver = (call: Call, gateId: string, waiverId: string, reason: string): Promise<Outcome<AfterAct>> =>
  transact(call, async (work) => {
    const opened = await openGate(work, gateId, 'gates.waive');
    if (!opened.ok) return opened;
    const stale = await work.stale(gateSubject(opened.value.gate), opened.value.gate.version);
    if (stale.length > 0) return refused(stale);
    const gate = await lapseIn(work, opened.value.gate);
    const criterion = gate.criteria.find((candidate) => candidate.waivers.some((waiver) => waiver.id === waiverId));
    const waiver = criterion?.waivers.find((candidate) => candidate.id === waiverId);
    if (criterion === undefined || waiver === undefined) return refuse(no['no-such-waiver']({}));
    if (waiver.withdrawn !== null) {
      return done(afterAct({ gate, evaluation: evaluate(gate.id, gate.criteria, momentOf(gate, work.now)), reopenedWhy: null }));
    }
    await saveWithdrawal(work.tx, criterion.id, waiverId, { by: work.actor.id, at: work.now, reason });
    return done(
      afterAct(await followFactsIn(work, gate, { occasion: 'waiver-withdrawn', act: 'gates.waiver-withdrawn', reason })),
    );
  });
