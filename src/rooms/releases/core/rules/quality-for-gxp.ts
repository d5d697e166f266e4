import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Facts, Rule } from '../facts.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'quality-for-gxp': {
    kind: 'rule',
    says: (f: { unknown: boolean }) =>
      f.unknown
        ? 'The GxP relevance of this release is not known for every application, so quality releases it.'
        : 'This release touches a GxP application, so quality releases it.',
    remedy: 'A person with the role “quality” in this unit releases it for use.',
  },
  'business-for-non-gxp': {
    kind: 'rule',
    says: () => 'No application of this release is GxP relevant, so its business process owner releases it.',
    remedy: 'A business process owner of this unit releases it for use.',
  },
});

/** True unless every application is known to be without GxP relevance; a release without applications is unknown (law 6). */
export const needsQuality = (release: Pick<Release, 'applications'>, gxp: Facts['gxp']): boolean =>
  release.applications.length === 0 || release.applications.some((application) => gxp.get(application.applicationId) !== 'no');

/** GxP: released by quality; else by the business process owner (DESIGN section 4). */
export const qualityForGxp: Rule = (release, facts) => {
  if (!needsQuality(release, facts.gxp))
    return facts.actorRoles.includes('business-process-owner') ? [] : [no['business-for-non-gxp']({})];
  if (facts.actorRoles.includes('quality')) return [];
  return [
    no['quality-for-gxp']({
      unknown: !release.applications.some((application) => facts.gxp.get(application.applicationId) === 'yes'),
    }),
  ];
};
