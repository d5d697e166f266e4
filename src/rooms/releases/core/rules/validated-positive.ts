import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingDecision } from '../release.ts';

const no = defineRefusals('releases', {
  'validated-positive': {
    kind: 'rule',
    says: (f: { negative: boolean }) =>
      f.negative ? 'The business quick validation was negative.' : 'The business has not validated what was deployed.',
    remedy: (f) =>
      f.negative
        ? 'Correct the cause and validate again, or back the release out.'
        : 'A business process owner records the quick validation.',
  },
});

/** Use begins after a positive business quick validation; a missing one is no positive one (law 6). */
export const validatedPositive: Rule = (release) => {
  const validation = standingDecision(release, 'validate');
  return validation?.result === 'positive'
    ? []
    : [no['validated-positive']({ negative: validation?.result === 'negative' }, { link: `/releases/${release.key}` })];
};
