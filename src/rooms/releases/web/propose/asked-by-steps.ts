import type { ReplyOf } from '../../../../foundation/contract.ts';
import { guardedSteps, type previewProposal } from '../../contract.ts';
import { stepWords } from '../words.ts';

type Reply = ReplyOf<typeof previewProposal>;
export type AskedStep = {
  readonly says: string;
  readonly gates: Reply['gates'];
  readonly approvals: Reply['steps'][number]['approvals'];
};

/** Approvals name a step by its verb, gates by the word that they guard. */
const wordOf = (verb: string): string => (verb === 'declare-ready' ? 'ready' : verb);

/** Gates and approvals together, step by step in the order in which a release takes them; a step that waits for nothing is left out. */
export function askedBySteps({ gates, steps }: Pick<Reply, 'gates' | 'steps'>): readonly AskedStep[] {
  const known: readonly string[] = guardedSteps;
  const others = steps.filter(({ step }) => !known.includes(wordOf(step)));
  const ofApprovals = (word: string) => steps.filter(({ step }) => wordOf(step) === word).flatMap((step) => step.approvals);
  return [
    ...guardedSteps.map((step) => ({
      says: stepWords[step],
      gates: gates.filter((gate) => gate.step === step),
      approvals: ofApprovals(step),
    })),
    ...others.map(({ says, approvals }) => ({ says, gates: [], approvals })),
  ].filter((step) => step.gates.length + step.approvals.length > 0);
}
