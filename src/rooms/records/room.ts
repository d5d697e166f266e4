import type { RoomCard } from '../../foundation/card.ts';
import { accessRoutes } from './http/access-routes.ts';
import { routes } from './http/routes.ts';
import { storyRoutes } from './http/story-routes.ts';

export const records: RoomCard = {
  room: 'records',
  rights: {
    'records.dossier': {
      says: 'See and print the whole record of releases',
      roles: ['auditor', 'inspector', 'quality', 'release-manager', 'system-owner'],
      scope: 'read',
    },
    'records.read-access-log': {
      says: 'See who was shown what',
      roles: ['auditor', 'quality'],
      scope: 'read',
    },
  },
  acts: {},
  machines: [],
  routes: [...routes, ...storyRoutes, ...accessRoutes],
  jobs: [],
  subjects: [],
  migrations: { room: 'records', folder: new URL('./store/migrations/', import.meta.url) },
};
