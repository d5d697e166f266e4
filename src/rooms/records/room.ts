import type { RoomCard } from '../../foundation/card.ts';
import { reviewFacts } from './acts/review-standing.ts';
import { recordTypes } from './core/record-types.ts';
import { reviewKind } from './core/review/review.ts';
import { reviewMachine } from './core/review/review-machine.ts';
import { accessRoutes } from './http/access-routes.ts';
import { reviewRoutes } from './http/review-routes.ts';
import { routes } from './http/routes.ts';
import { signableReview } from './http/signable.ts';
import { storyRoutes } from './http/story-routes.ts';
import { disposers } from './store/disposers.ts';
import { reviewIdOf, reviewLabels, reviewUnits } from './store/reviews.ts';

export const records: RoomCard = {
  room: 'records',
  rights: {
    'records.dossier': {
      says: 'See and print the whole record of releases',
      roles: ['auditor', 'inspector', 'quality', 'release-manager', 'system-owner'],
      scope: 'read',
    },
    'records.read-reviews': {
      says: 'See reviews of the audit trail',
      roles: [
        'auditor',
        'inspector',
        'quality',
        'release-manager',
        'system-owner',
        'business-process-owner',
        'validation-lead',
        'test-manager',
      ],
      scope: 'read',
    },
    'records.review': {
      says: 'Review the audit trail of work in which you had no hand',
      roles: ['auditor', 'quality'],
      personOnly: true,
      scope: 'act',
    },
    'records.read-access-log': {
      says: 'See who was shown what',
      roles: ['auditor', 'quality'],
      scope: 'read',
    },
  },
  acts: {
    'records.review-opened': 'opened a review of the audit trail',
    'records.review-disposed': 'said what came of findings of a review',
    'records.review-extended': 'took later entries into a review',
    'records.review-finished': 'finished a review of the audit trail',
    'records.review-withdrawn': 'withdrew a review of the audit trail',
  },
  machines: [reviewMachine],
  routes: [...routes, ...storyRoutes, ...accessRoutes, ...reviewRoutes],
  jobs: [],
  subjects: [
    { kind: reviewKind, readRight: 'records.read-reviews', find: reviewIdOf, label: reviewLabels, unitIds: reviewUnits },
  ],
  signables: [signableReview],
  facts: reviewFacts,
  register: recordTypes,
  disposers,
  migrations: { room: 'records', folder: new URL('./store/migrations/', import.meta.url) },
};
