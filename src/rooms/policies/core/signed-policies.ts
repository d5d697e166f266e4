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
