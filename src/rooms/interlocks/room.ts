import type { RoomCard } from '../../foundation/card.ts';
import { isUuid } from '../../foundation/ids.ts';
import { everyReader } from '../identity/door.ts';
import { exceptionKind } from './core/exception.ts';
import { exceptionMachine } from './core/exception-machine.ts';
import { exceptionDays } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { collisionRoutes } from './http/routes.ts';
import { exceptionRoutes } from './http/routes-exceptions.ts';
import { signableException } from './http/signable.ts';
import { unitsOfCollision } from './store/collisions.ts';
import { exceptionsByIds, findException } from './store/exceptions.ts';
import { collisionsByIds } from './store/list-collisions.ts';

const sayRule = {
  'same-resource': 'held twice',
  freeze: 'deployed in a freeze',
  'outside-window': 'deployed outside every window',
} as const;

export const interlocks: RoomCard = {
  room: 'interlocks',
  rights: {
    'interlocks.read': { says: 'See who collides with whom, and where something is free', roles: everyReader, scope: 'read' },
    'interlocks.ask-exceptions': {
      says: 'Ask for exceptions to collisions, and withdraw them',
      roles: [
        'release-manager',
        'environment-manager',
        'implementation-manager',
        'change-manager',
        'project-manager',
        'system-owner',
        'quality',
      ],
      scope: 'plan',
    },
    'interlocks.decide-exceptions': {
      says: 'Grant or refuse exceptions to collisions',
      roles: ['release-manager', 'change-manager', 'quality'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'interlocks.collision-found': 'a collision arose',
    'interlocks.collision-moved': 'a collision changed',
    'interlocks.collision-cleared': 'a collision was cleared',
    'interlocks.exception-asked': 'asked for an exception to a collision',
    'interlocks.exception-granted': 'granted the exception',
    'interlocks.exception-refused': 'refused the exception',
    'interlocks.exception-withdrawn': 'withdrew the exception',
    'interlocks.exception-lapsed': 'the exception lapsed: its collision is another, or gone',
  },
  machines: [exceptionMachine],
  routes: [...collisionRoutes, ...exceptionRoutes],
  jobs: [],
  subjects: [
    {
      kind: 'collision',
      readRight: 'interlocks.read',
      find: async (db, id) => (isUuid(id) ? ((await collisionsByIds(db, [id]))[0]?.id ?? null) : null),
      label: async (db, ids) =>
        (await collisionsByIds(db, ids)).map((one) => ({
          id: one.id,
          key: null,
          label: `${one.resource.label} ${sayRule[one.rule]}`,
          link: `/collisions/${one.id}`,
          unitId: unitsOfCollision(one)[0] ?? null,
        })),
      unitIds: async (db, id) => (await collisionsByIds(db, [id])).flatMap(unitsOfCollision),
    },
    {
      kind: exceptionKind,
      readRight: 'interlocks.read',
      find: async (db, idOrKey) => (await findException(db, idOrKey))?.id ?? null,
      label: async (db, ids) =>
        (await exceptionsByIds(db, ids)).map((one) => ({
          id: one.id,
          key: one.key,
          label: `Exception ${one.key}`,
          link: `/exceptions/${one.key}`,
          unitId: one.unitIds[0] ?? null,
        })),
      unitIds: async (db, id) => (await exceptionsByIds(db, [id])).flatMap((one) => one.unitIds),
      involved: async (db, id) =>
        (await exceptionsByIds(db, [id])).map((one) => ({ personId: one.asked.by, as: 'asked for the exception' })),
    },
  ],
  signables: [signableException],
  profile: [exceptionDays],
  register: recordTypes,
  migrations: { room: 'interlocks', folder: new URL('./store/migrations/', import.meta.url) },
};
