import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { type Criterion, statusOf, waiverInForce } from '../criterion.ts';

const no = defineRefusals('gates', {
  'nothing-to-waive': {
    kind: 'conflict',
    says: (f: { text: string }) => `“${f.text}” is met: there is nothing to waive.`,
    remedy: 'A waiver can be given when the criterion is not met, stale or unknown.',
  },
  'already-waived': {
    kind: 'conflict',
    says: (f: { text: string; until: string }) => `“${f.text}” is waived already, until ${f.until}.`,
    remedy: 'Withdraw that waiver first, or wait until it ends.',
  },
});

/** Only a criterion that is not green is waived, and by one waiver at a time. */
export function nothingToWaive(criterion: Criterion, now: Date): readonly Refusal[] {
  const waiver = waiverInForce(criterion, now);
  if (waiver !== null) return [no['already-waived']({ text: criterion.text, until: waiver.expiresAt.toISOString() })];
  return statusOf(criterion, now) === 'met' ? [no['nothing-to-waive']({ text: criterion.text })] : [];
}
