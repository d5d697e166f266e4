import type { Coverage } from '../../../foundation/signing.ts';

/** The published table of changes of the compliance profile. */
export const signedProfileChanges: readonly Coverage[] = [
  {
    verb: 'approve',
    act: 'policies.profile-loosened',
    meaning: 'approved',
    covers: ['values', 'loosens', 'reason', 'proposedBy'],
    afterChange:
      'A change of the profile that was adopted never changes; if it did in the database, the signature would show it.',
  },
];

const text = [
  'policy',
  'kind',
  'unitId',
  'number',
  'text',
  'summary',
  'authorId',
  'effectiveAt',
  'trainedRoles',
  'trainingMonths',
];

/** The published table of versions of policies. */
export const signedVersions: readonly Coverage[] = [
  {
    verb: 'approve',
    act: 'policies.version-approved',
    meaning: 'approved',
    covers: text,
    afterChange: 'The text of an approved version never changes; another text is another version, approved anew.',
  },
  {
    verb: 'withdraw',
    act: 'policies.version-withdrawn',
    meaning: 'decided',
    covers: [...text, 'state', 'endReason'],
    afterChange: 'A withdrawn version never changes.',
  },
];

/** The published table of exceptions from policies. */
export const signedPolicyExceptions: readonly Coverage[] = [
  {
    verb: 'grant',
    act: 'policies.exception-granted',
    meaning: 'waived',
    covers: ['policyId', 'number', 'subject', 'reason', 'requestedBy', 'expiresAt'],
    afterChange: 'An exception never changes; another reason or another time is another exception, granted anew.',
  },
];
