import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionType } from '../../contract.ts';
import { isMeasuredByHouse } from '../found.ts';

const no = defineRefusals('gates', {
  'measured-by-house': {
    kind: 'rule',
    says: (f: { text: string }) => `“${f.text}” is measured by the house; nobody records a result of it.`,
    remedy: 'Change what it measures, or have the criterion waived for a time.',
  },
  'answered-by-machine': {
    kind: 'rule',
    says: (f: { text: string }) => `“${f.text}” is answered by a machine that signs; nobody records a result of it.`,
    remedy: 'Ask the machine, or have the criterion waived for a time.',
  },
});

/** Where the house looks by itself nobody types what it should have seen. */
export const measuredByHouse = (criterion: { readonly text: string; readonly type: CriterionType }): readonly Refusal[] =>
  isMeasuredByHouse(criterion.type)
    ? [no['measured-by-house']({ text: criterion.text })]
    : criterion.type === 'external'
      ? [no['answered-by-machine']({ text: criterion.text })]
      : [];
