import type { Coverage } from '../../../foundation/signing.ts';

const covers = ['subject', 'step', 'requirements', 'authorisedBy', 'toldAt', 'reason', 'recordedBy', 'content'];
const afterChange = 'Another content of the record than the one that was spoken of: the step waits again.';

/** The published table of verbal authorisations: what was said is signed by who records it, and by quality where quality confirms or reviews it. */
export const signedEmergencies: readonly Coverage[] = [
  { verb: 'record', act: 'approvals.verbal-recorded', meaning: 'authored', covers, afterChange },
  { verb: 'confirm', act: 'approvals.verbal-confirmed', meaning: 'approved', covers, afterChange },
  {
    verb: 'review',
    act: 'approvals.verbal-reviewed',
    meaning: 'reviewed',
    covers: covers.filter((field) => field !== 'content'),
    afterChange: 'The record of the review stays.',
  },
];
