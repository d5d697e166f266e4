import type { Coverage } from '../../../foundation/signing.ts';

/** The published table of reviews of access: closing is signed. */
export const signedAccessReviews: readonly Coverage[] = [
  {
    verb: 'close',
    act: 'access.review-closed',
    meaning: 'reviewed',
    covers: ['key', 'unitId', 'dueAt', 'snapshot', 'items', 'conclusion'],
    afterChange: 'A closed review is not changed; where its rows are, this shows it.',
  },
];
