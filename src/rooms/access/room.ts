import type { RoomCard } from '../../foundation/card.ts';
import { followReviews, followReviewsJob } from './acts/follow-reviews.ts';
import { recordTypes } from './core/record-types.ts';
import { reviewKind } from './core/review.ts';
import { reviewMachine } from './core/review-machine.ts';
import { ruleKind } from './core/rule.ts';
import { routes } from './http/routes.ts';
import { ruleRoutes } from './http/rule-routes.ts';
import { signableAccessReview } from './http/signable.ts';
import { reviewIdOf, reviewLabels, reviewUnits } from './store/reviews.ts';
import { findRule, ruleLabels, ruleUnits } from './store/rules.ts';

export const access: RoomCard = {
  room: 'access',
  rights: {
    'access.read-reviews': {
      says: 'See reviews of access',
      roles: ['auditor', 'inspector', 'quality', 'system-owner', 'business-process-owner', 'administrator'],
      scope: 'read',
    },
    'access.run-reviews': {
      says: 'Have access reviewed, and close reviews of it',
      roles: ['quality', 'system-owner'],
      personOnly: true,
      scope: 'act',
    },
    'access.review': {
      says: 'Decide who keeps which access',
      roles: ['quality', 'system-owner', 'business-process-owner'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'access.review-opened': 'opened a review of access',
    'access.review-decided': 'decided on access in a review',
    'access.review-extended': 'took later access into a review',
    'access.review-fell-due': 'suspended access that a review had no answer for',
    'access.review-closed': 'closed a review of access',
    'access.review-withdrawn': 'withdrew a review of access',
    'access.rule-set': 'set a rule for reviews of access',
    'access.rule-followed': 'opened a review of access by a rule',
    'access.rule-ended': 'ended a rule for reviews of access',
  },
  machines: [reviewMachine],
  routes: [...routes, ...ruleRoutes],
  jobs: [{ name: followReviewsJob, everyMs: 60_000, run: followReviews }],
  subjects: [
    {
      kind: reviewKind,
      readRight: 'access.read-reviews',
      find: reviewIdOf,
      label: reviewLabels,
      unitIds: reviewUnits,
      dossier: true,
    },
    {
      kind: ruleKind,
      readRight: 'access.read-reviews',
      find: async (db, id) => (await findRule(db, id, false))?.id ?? null,
      label: ruleLabels,
      unitIds: ruleUnits,
    },
  ],
  signables: [signableAccessReview],
  register: recordTypes,
  migrations: { room: 'access', folder: new URL('./store/migrations/', import.meta.url) },
};
