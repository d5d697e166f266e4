import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'access-suspended': {
    kind: 'rule',
    says: (f: { review: string }) => `This access is suspended by the review ${f.review}, which nobody answered in time.`,
    remedy: (f) => `Decide in ${f.review} whether it is kept or removed; granting it again does not go past the review.`,
  },
});

/** Suspended access comes back by a decision of a reviewer, not by being granted once more (EU draft Annex 11 11.11). */
export const accessSuspended = (grant: { readonly suspended_by?: string | null } | undefined): readonly Refusal[] =>
  grant?.suspended_by == null ? [] : [no['access-suspended']({ review: grant.suspended_by })];
