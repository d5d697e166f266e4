import { defineRefusals } from '../../../../foundation/refusal.ts';
import { asksOf } from '../demands.ts';
import { facetsOf } from '../facets.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'back-out-plan-missing': {
    kind: 'rule',
    says: (f: { criticality: string }) => `A change of criticality ${f.criticality} says how it is backed out.`,
    remedy: 'Take it back to the draft and write the back-out plan.',
  },
  'test-plan-missing': {
    kind: 'rule',
    says: (f: { criticality: string }) => `A change of criticality ${f.criticality} says how it is tested.`,
    remedy: 'Take it back to the draft and write the test plan.',
  },
});

/** The plans that the criticality matrix demands are written before anybody decides on the change. */
export const plansGiven: Rule = (change, facts) => {
  const facets = facetsOf(facts.applications);
  const asks = asksOf(change.model, facts.model.content, facets);
  const { criticality } = facets;
  return [
    ...(asks.backOutPlan && change.backOutPlan === ''
      ? [no['back-out-plan-missing']({ criticality }, { field: '/backOutPlan' })]
      : []),
    ...(asks.testPlan && change.testPlan === '' ? [no['test-plan-missing']({ criticality }, { field: '/testPlan' })] : []),
  ];
};
