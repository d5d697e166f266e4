import type { Coverage } from '../../../foundation/signing.ts';

/** The published table of changes of the matrix of duties. */
export const signedMatrixChanges: readonly Coverage[] = [
  {
    verb: 'approve',
    act: 'access.matrix-change-approved',
    meaning: 'approved',
    covers: ['add', 'drop', 'reason', 'proposedBy', 'matrixVersion', 'matrix'],
    afterChange:
      'A version of the matrix never changes. Where it does in the database, the signature of the change that made it shows that; another matrix is another change.',
  },
];

/** The published table of waivers of roles kept apart. */
export const signedWaivers: readonly Coverage[] = [
  {
    verb: 'grant',
    act: 'access.waiver-granted',
    meaning: 'waived',
    covers: ['personId', 'pair', 'reason', 'control', 'requestedBy', 'expiresAt'],
    afterChange: 'A waiver never changes; another time or another control is another waiver, granted anew.',
  },
  {
    verb: 'review',
    act: 'access.waiver-reviewed',
    meaning: 'reviewed',
    covers: ['personId', 'pair', 'grantedAt', 'endedAt', 'conclusion'],
    afterChange: 'A review never changes; where its row does, this shows it.',
  },
];
