import { parseBody } from '../../../foundation/http/route.ts';
import type { Signable } from '../../../foundation/services.ts';
import { rehearsal } from '../../../foundation/signing.ts';
import { finishReviewIn } from '../acts/act-on-review.ts';
import { closeDeviationIn } from '../acts/close-deviation.ts';
import { closeDeviation } from '../contract-deviation.ts';
import { finishReview } from '../contract-review.ts';
import { deviationKind, deviationRecord } from '../core/deviation/deviation.ts';
import { signedDeviations } from '../core/deviation/signed-deviations.ts';
import { reviewKind, reviewRecord } from '../core/review/review.ts';
import { signedReviews } from '../core/review/signed-reviews.ts';
import { findDeviation } from '../store/deviations.ts';
import { findReview } from '../store/reviews.ts';

const finishInput = finishReview.body.omit({ signature: true });

const closeInput = closeDeviation.body.omit({ signature: true });

/** Closing a deviation is signed, and rehearsed by the act itself. */
export const signableDeviation: Signable = {
  kind: deviationKind,
  coverage: signedDeviations,
  rehearse: async (work, idOrKey, _verb, input) => {
    const body = parseBody(closeInput, input);
    return body.ok ? closeDeviationIn(work, idOrKey, body.value, rehearsal) : body;
  },
  asLedger: true,
  recordNow: async (db, id) => {
    const deviation = await findDeviation(db, id);
    return deviation === null ? null : deviationRecord(deviation);
  },
};

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
