import type { Work } from '../../../foundation/transact.ts';
import type { Approval } from '../core/approval.ts';
import { judgeStep } from '../core/judge-step.ts';
import type { Matter } from '../core/matter.ts';
import { isSettledBy } from '../core/verbal.ts';
import { verbalsOf } from '../store/verbals.ts';
import { stepVerbal } from './act-on-verbal.ts';

/**
 * Settles what an emergency owes for a step, in the act that gives the last approval that was missing. Called before that approval is signed: it counts here
 * as it will once it is, and everything is taken back where it is not.
 */
export async function settleVerbals(work: Work, matter: Matter, given: Approval): Promise<void> {
  if (given.verdict !== 'approved') return;
  const owed = (await verbalsOf(work.tx, given.subjectKind, given.subjectId, 'for update')).filter(
    (one) => one.step === given.step && one.state === 'open',
  );
  if (owed.length === 0) return;
  const tried: Matter = {
    ...matter,
    approvals: [...matter.approvals, given],
    standings: new Map([...matter.standings, [given.id, 'valid']]),
  };
  const judgement = judgeStep(tried, given.step);
  for (const one of owed)
    if (isSettledBy(judgement, one)) await stepVerbal(work, one, 'settle', 'Everything that was missing is approved.');
}
