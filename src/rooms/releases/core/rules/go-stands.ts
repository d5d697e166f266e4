import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingDecision } from '../release.ts';

const no = defineRefusals('releases', {
  'go-stands': {
    kind: 'rule',
    says: () => 'There is no go that stands.',
    remedy: 'A release manager decides go again.',
  },
});

/** A deployment starts on a recorded go that nothing took away since. */
export const goStands: Rule = (release) =>
  standingDecision(release, 'declare-ready') === undefined ? [no['go-stands']({}, { link: `/releases/${release.key}` })] : [];
