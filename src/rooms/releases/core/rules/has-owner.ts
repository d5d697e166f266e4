import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'has-owner': {
    kind: 'rule',
    says: () => 'The release has no accountable owner.',
    remedy: 'Name one active person with a role in the unit of the release as its owner.',
  },
  'owner-without-role': {
    kind: 'rule',
    says: () => 'The owner is not active, or holds no role in the unit of the release any more.',
    remedy: 'Name another owner, or have a role given to this one.',
  },
});

/** One accountable person, who holds a role where the release belongs (S: one accountable owner). */
export const hasOwner: Rule = (release, facts) => {
  const place = { field: '/owner', link: `/releases/${release.key}/edit` };
  if (release.ownerId === null) return [no['has-owner']({}, place)];
  return facts.ownerHoldsRole === true ? [] : [no['owner-without-role']({}, place)];
};
