import type { SubjectKind } from '../../../foundation/services.ts';
import { alarmsById, findAlarm } from './alarms.ts';

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
];
