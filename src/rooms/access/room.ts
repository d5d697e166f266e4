import type { RoomCard } from '../../foundation/card.ts';
import { followReviews, followReviewsJob } from './acts/follow-reviews.ts';
import { followWaivers, followWaiversJob } from './acts/follow-waivers.ts';
import { matrixMachine } from './core/matrix-machine.ts';
import { recordTypes } from './core/record-types.ts';
import { reviewKind } from './core/review.ts';
import { reviewMachine } from './core/review-machine.ts';
import { ruleKind } from './core/rule.ts';
import { waiverMachine } from './core/waiver-machine.ts';
import { routes } from './http/routes.ts';
import { ruleRoutes } from './http/rule-routes.ts';
import { separationRoutes } from './http/separation-routes.ts';
import { signableAccessReview } from './http/signable.ts';
import { signableMatrixChange, signableWaiver } from './http/signable-separation.ts';
import { reviewIdOf, reviewLabels, reviewUnits } from './store/reviews.ts';
import { findRule, ruleLabels, ruleUnits } from './store/rules.ts';
import { separationSubjects } from './store/separation-subjects.ts';

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
    'access.read-separation': {
      says: 'See the matrix of duties and the waivers of it',
      roles: ['auditor', 'inspector', 'quality', 'system-owner', 'business-process-owner', 'administrator'],
      scope: 'read',
    },
    'access.propose-matrix': {
      says: 'Propose which roles nobody holds together',
      roles: ['administrator', 'quality'],
      personOnly: true,
      scope: 'administer',
    },
    'access.approve-matrix': {
      says: 'Decide on changes of the matrix of duties',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'access.decide-matrix': {
      says: 'Take changes of the matrix of duties a step on',
      roles: ['administrator', 'quality'],
      personOnly: true,
      scope: 'act',
    },
    'access.request-waivers': {
      says: 'Ask that somebody may hold roles that are kept apart',
      roles: ['administrator', 'quality', 'system-owner', 'business-process-owner'],
      personOnly: true,
      scope: 'act',
    },
    'access.grant-waivers': {
      says: 'Grant, reject and end waivers of roles kept apart',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'access.review-waivers': {
      says: 'Review what was done under a waiver of roles kept apart',
      roles: ['quality', 'system-owner', 'business-process-owner'],
      personOnly: true,
      scope: 'act',
    },
    'access.decide-waivers': {
      says: 'Take waivers of roles kept apart a step on',
      roles: ['administrator', 'quality', 'system-owner', 'business-process-owner'],
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
    'access.matrix-change-proposed': 'proposed a change of the matrix of duties',
    'access.matrix-change-approved': 'approved a change of the matrix of duties',
    'access.matrix-change-rejected': 'rejected a change of the matrix of duties',
    'access.matrix-change-withdrawn': 'withdrew a change of the matrix of duties',
    'access.matrix-changed': 'changed the matrix of duties',
    'access.waiver-requested': 'asked that somebody may hold roles that are kept apart',
    'access.waiver-granted': 'let somebody hold roles that are kept apart, for a time',
    'access.waiver-rejected': 'rejected a waiver of roles kept apart',
    'access.waiver-withdrawn': 'withdrew a request for a waiver of roles kept apart',
    'access.waiver-ended': 'ended a waiver of roles kept apart early',
    'access.waiver-expired': 'a waiver of roles kept apart ended by its time',
    'access.waiver-reviewed': 'reviewed what was done under a waiver of roles kept apart',
  },
  machines: [reviewMachine, matrixMachine, waiverMachine],
  routes: [...routes, ...ruleRoutes, ...separationRoutes],
  jobs: [
    { name: followReviewsJob, everyMs: 60_000, run: followReviews },
    { name: followWaiversJob, everyMs: 60_000, run: followWaivers },
  ],
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
    ...separationSubjects,
  ],
  signables: [signableAccessReview, signableMatrixChange, signableWaiver],
  register: recordTypes,
  migrations: { room: 'access', folder: new URL('./store/migrations/', import.meta.url) },
};
