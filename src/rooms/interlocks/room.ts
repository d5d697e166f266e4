import type { RoomCard } from '../../foundation/card.ts';
import { isUuid } from '../../foundation/ids.ts';
import { everyReader } from '../identity/door.ts';
import { routes } from './http/routes.ts';
import { unitsOfCollision } from './store/collisions.ts';
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
  },
  acts: {
    'interlocks.collision-found': 'a collision arose',
    'interlocks.collision-moved': 'a collision changed',
    'interlocks.collision-cleared': 'a collision was cleared',
  },
  machines: [],
  routes,
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
  ],
  migrations: { room: 'interlocks', folder: new URL('./store/migrations/', import.meta.url) },
};
