import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { GateDraft } from '../drafts.ts';

const no = defineRefusals('gates', {
  'critical-not-typed': {
    kind: 'rule',
    says: (f: { text: string }) => `“${f.text}” is not answered by a person, so no second person can enter it again.`,
    remedy: 'Leave out that it is critical: what a machine or the house measures needs no second person.',
  },
});

/** Only what a person types can be entered a second time. */
export const criticalNotTyped = (gates: readonly GateDraft[]): readonly Refusal[] =>
  gates.flatMap((gate, place) =>
    gate.criteria.flatMap(({ type, critical, text }, index) =>
      critical && type !== 'checklist' && type !== 'measure'
        ? [no['critical-not-typed']({ text }, { field: `/gates/${place}/criteria/${index}/critical` })]
        : [],
    ),
  );
