import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { type Criterion, staleAt } from '../criterion.ts';
import type { Evaluation } from '../evaluation.ts';

type Changed = { readonly key: string; readonly text: string; readonly status: string };

const no = defineRefusals('gates', {
  'evaluation-unseen': {
    kind: 'rule',
    says: () => 'A decision says which evaluation it was made on.',
    remedy: 'Open the gate and send `evaluation.hash` as it was shown.',
  },
  'evaluation-changed': {
    kind: 'stale',
    says: (f: { seen: string; current: string; changed: readonly Changed[] }) =>
      f.changed.length === 0
        ? 'The evaluation that you saw is not the one that holds now.'
        : `The evaluation that you saw no longer holds: ${f.changed.map((item) => `“${item.text}” is ${item.status.replace('-', ' ')} now`).join('; ')}.`,
    remedy: 'Look at the gate as it is now and decide on that.',
  },
});

const between = (moment: Date | null, after: Date, until: Date): boolean => moment !== null && moment > after && moment <= until;

/**
 * The evaluation that the decider saw must be the one computed in the transaction (21 CFR 11.10(f): the order holds from stale screens as well). At an
 * unchanged version only time and the house can have changed it, so the criteria named are those whose result or waiver ran out since the record was changed
 * last, and those for which the house found something else in this act.
 */
export function evaluationChanged(
  seen: string | null,
  current: Evaluation,
  criteria: readonly Criterion[],
  changedAt: Date,
  now: Date,
  foundAnew: ReadonlySet<string>,
): readonly Refusal[] {
  if (seen === null) return [no['evaluation-unseen']({}, { field: '/evaluationHash' })];
  if (seen === current.hash) return [];
  const ran = criteria.filter(
    (criterion) =>
      foundAnew.has(criterion.id) ||
      between(staleAt(criterion, criterion.result), changedAt, now) ||
      criterion.waivers.some((waiver) => waiver.withdrawn === null && between(waiver.expiresAt, changedAt, now)),
  );
  const changed = current.inputs
    .filter((input) => ran.some((criterion) => criterion.id === input.criterionId))
    .map(({ key, text, status }) => ({ key, text, status }));
  return [no['evaluation-changed']({ seen, current: current.hash, changed }, { field: '/evaluationHash' })];
}
