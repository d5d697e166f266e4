import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingDecision } from '../release.ts';

const no = defineRefusals('releases', {
  'uat-accepted': {
    kind: 'rule',
    says: () => 'The business has not accepted the user acceptance test.',
    remedy: 'A business process owner of the unit accepts it with a signature.',
  },
});

/** Ready needs the business's word on the user acceptance test (DESIGN section 4). */
export const uatAccepted: Rule = (release) =>
  standingDecision(release, 'accept-uat') === undefined ? [no['uat-accepted']({}, { link: `/releases/${release.key}` })] : [];
