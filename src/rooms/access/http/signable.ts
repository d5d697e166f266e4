import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { closeReviewIn } from '../acts/end-review.ts';
import { closeAccessReview } from '../contract.ts';
import { reviewKind, reviewRecord } from '../core/review.ts';
import { signedAccessReviews } from '../core/signed-reviews.ts';
import { findReview } from '../store/reviews.ts';

const closeInput = closeAccessReview.body.omit({ signature: true });

/** Closing a review of access is signed, and rehearsed by the act itself. */
export const signableAccessReview: Signable = {
  kind: reviewKind,
  coverage: signedAccessReviews,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(closeInput, input);
    return body.ok ? closeReviewIn(work, idOrKey, body.value.conclusion, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const review = await findReview(db, id);
    return review === null ? null : reviewRecord(review);
  },
};
