import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { ActInput } from '../facts.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'results-known': {
    kind: 'rule',
    says: (f: { application: string }) => `The result is of an application that is not part of this release: ${f.application}.`,
    remedy: 'Give results of applications of this release only.',
  },
});

/** A result belongs to an application of the release. */
export const unknownResults = (release: Release, input: ActInput): readonly Refusal[] =>
  input.results
    .filter((result) => !release.applications.some((application) => application.applicationId === result.applicationId))
    .map((result) => no['results-known']({ application: result.applicationId }, { field: '/results' }));
