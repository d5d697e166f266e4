import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { finishReviewIn } from '../acts/act-on-review.ts';
import { finishReview } from '../contract-review.ts';
import { reviewKind, reviewRecord } from '../core/review/review.ts';
import { signedReviews } from '../core/review/signed-reviews.ts';
import { findReview } from '../store/reviews.ts';

const finishInput = finishReview.body.omit({ signature: true });

/** Finishing a review is signed, and rehearsed by the act itself. */
export const signableReview: Signable = {
  kind: reviewKind,
  coverage: signedReviews,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(finishInput, input);
    return body.ok ? finishReviewIn(work, idOrKey, body.value.conclusion, rehearsal) : body;
  },
  recordNow: async (db, id) => {
    const review = await findReview(db, id);
    return review === null ? null : reviewRecord(review);
  },
};
