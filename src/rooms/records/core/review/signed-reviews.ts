import type { Coverage } from '../../../../foundation/signing.ts';

/** The published table of reviews: finishing is signed. */
export const signedReviews: readonly Coverage[] = [
  {
    verb: 'finish',
    act: 'records.review-finished',
    meaning: 'reviewed',
    covers: ['key', 'subject', 'covers', 'sample', 'findings', 'conclusion'],
    afterChange:
      'A finished review is not changed; where its rows are, this shows it. Later entries make the review void, not its signature.',
  },
];
