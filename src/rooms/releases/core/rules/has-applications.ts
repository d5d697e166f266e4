import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'has-applications': {
    kind: 'rule',
    says: () => 'The release changes no application.',
    remedy:
      'Add at least one application with the role “changed”; an enterprise release needs one, or a release that is part of it.',
  },
});

/** What nobody changes needs no release. A train may consist of its parts alone. */
export const hasApplications: Rule = (release, facts) => {
  if (release.applications.some((application) => application.role === 'changed')) return [];
  if (release.kind === 'enterprise' && facts.children.some((child) => child.state !== 'cancelled' && child.state !== 'rejected'))
    return [];
  return [no['has-applications']({}, { field: '/applications', link: `/releases/${release.key}/applications` })];
};
