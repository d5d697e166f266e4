import type { RoomCard } from '../../foundation/card.ts';
import { drawPeriods, drawPeriodsJob } from './acts/draw-periods.ts';
import { reviewFacts } from './acts/review-standing.ts';
import { watchPeriods, watchPeriodsJob } from './acts/watch-periods.ts';
import { alarmKinds } from './core/alarm-kinds.ts';
import { deviationKind } from './core/deviation/deviation.ts';
import { deviationMachine } from './core/deviation/deviation-machine.ts';
import { lateHours, reviewSample } from './core/profile.ts';
import { periodKind } from './core/programme/period.ts';
import { programmeKind } from './core/programme/programme.ts';
import { recordTypes } from './core/record-types.ts';
import { reviewKind } from './core/review/review.ts';
import { reviewMachine } from './core/review/review-machine.ts';
import { accessRoutes } from './http/access-routes.ts';
import { deviationRoutes } from './http/deviation-routes.ts';
import { programmeRoutes } from './http/programme-routes.ts';
import { reviewRoutes } from './http/review-routes.ts';
import { routes } from './http/routes.ts';
import { signableDeviation, signableReview } from './http/signable.ts';
import { storyRoutes } from './http/story-routes.ts';
import { deviationLabels, findDeviation } from './store/deviations.ts';
import { disposers } from './store/disposers.ts';
import { findPeriod, periodLabels } from './store/periods.ts';
import { findProgramme, programmeLabels } from './store/programmes.ts';
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
    'records.run-programmes': {
      says: 'Start and end programmes by which audit trails are reviewed',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'records.close-deviation': {
      says: 'Close deviations that reviews of audit trails found',
      roles: ['quality'],
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
    'records.programme-started': 'started a programme of reviews of audit trails',
    'records.programme-followed': 'drew a period by a programme',
    'records.programme-ended': 'ended a programme of reviews of audit trails',
    'records.period-drawn': 'drew what is reviewed of a period',
    'records.period-overdue': 'found that the review of a period is overdue',
    'records.period-caught-up': 'found that the overdue review of a period is finished',
    'records.deviation-opened': 'opened a deviation',
    'records.deviation-closed': 'closed a deviation',
  },
  machines: [reviewMachine, deviationMachine],
  routes: [...routes, ...storyRoutes, ...accessRoutes, ...reviewRoutes, ...programmeRoutes, ...deviationRoutes],
  jobs: [
    { name: drawPeriodsJob, everyMs: 60_000, run: drawPeriods },
    { name: watchPeriodsJob, everyMs: 60_000, run: watchPeriods },
  ],
  alarms: alarmKinds,
  subjects: [
    {
      kind: reviewKind,
      readRight: 'records.read-reviews',
      find: reviewIdOf,
      label: reviewLabels,
      unitIds: reviewUnits,
      dossier: true,
    },
    {
      kind: programmeKind,
      readRight: 'records.read-reviews',
      find: async (db, named) => (await findProgramme(db, named))?.id ?? null,
      label: programmeLabels,
      unitIds: async (db, id) => [(await findProgramme(db, id))?.unitId ?? []].flat(),
    },
    {
      kind: periodKind,
      readRight: 'records.read-reviews',
      find: async (db, named) => (await findPeriod(db, named))?.id ?? null,
      label: periodLabels,
      unitIds: async (db, id) => [(await findPeriod(db, id))?.unitId ?? []].flat(),
    },
    {
      kind: deviationKind,
      readRight: 'records.read-reviews',
      find: async (db, named) => (await findDeviation(db, named))?.id ?? null,
      label: deviationLabels,
      unitIds: async (db, id) => [(await findDeviation(db, id))?.unitId ?? []].flat(),
      dossier: true,
    },
  ],
  signables: [signableReview, signableDeviation],
  facts: reviewFacts,
  profile: [reviewSample, lateHours],
  register: recordTypes,
  disposers,
  migrations: { room: 'records', folder: new URL('./store/migrations/', import.meta.url) },
};
