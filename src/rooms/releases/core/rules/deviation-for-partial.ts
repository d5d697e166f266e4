import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { outcomeOf, withResults } from '../outcome.ts';

const no = defineRefusals('releases', {
  'deviation-for-partial': {
    kind: 'rule',
    says: () => 'Not every application was completed: the release is partially completed, which is no success.',
    remedy: 'Describe the deviation, and its disposition: what becomes of the applications that were not completed.',
  },
});

/** A partial result needs a deviation with its disposition (DESIGN section 4). */
export const deviationForPartial: Rule = (release, facts, verb) => {
  const outcome = release.outcome ?? outcomeOf(withResults(release.applications, facts.input.results), facts.children);
  const deviation = (verb === 'complete' ? facts.input.deviation : null) ?? release.deviation;
  return outcome === 'partially-completed' && deviation === null
    ? [no['deviation-for-partial']({}, { field: '/deviation' })]
    : [];
};
