import type { SubjectKind } from '../../../foundation/services.ts';
import { alarmsById, findAlarm } from './alarms.ts';
import { findReview, reviewsById } from './reviews.ts';
import { findSuppression, suppressionsById } from './suppressions.ts';

export const subjects: readonly SubjectKind[] = [
  {
    kind: 'alarm',
    readRight: 'alarms.read',
    find: async (db, named) => (await findAlarm(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await alarmsById(db, ids)).map(({ id, key, says, unitIds }) => ({
        id,
        key,
        label: says,
        link: `/alarms/${key}`,
        unitId: unitIds[0] ?? null,
      })),
    unitIds: async (db, id) => (await findAlarm(db, id))?.unitIds ?? [],
  },
  {
    kind: 'alarm-suppression',
    readRight: 'alarms.read',
    find: async (db, named) => (await findSuppression(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await suppressionsById(db, ids)).map(({ id, key, kind }) => ({
        id,
        key,
        label: `Suppression of ${kind}`,
        link: '/alarms/suppressions',
        unitId: null,
      })),
  },
  {
    kind: 'alarm-review',
    readRight: 'alarms.read',
    find: async (db, named) => (await findReview(db, named))?.id ?? null,
    label: async (db, ids) =>
      (await reviewsById(db, ids)).map(({ id, key, untilAt }) => ({
        id,
        key,
        label: `Review of the log of alarms until ${untilAt.toISOString()}`,
        link: '/alarms/reviews',
        unitId: null,
      })),
  },
];
