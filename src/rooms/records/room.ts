import type { RoomCard } from '../../foundation/card.ts';
import { routes } from './http/routes.ts';

export const records: RoomCard = {
  room: 'records',
  rights: {
    'records.dossier': {
      says: 'Print the whole record of releases',
      roles: ['auditor', 'inspector', 'quality', 'release-manager', 'system-owner'],
      scope: 'read',
    },
  },
  acts: {},
  machines: [],
  routes,
  jobs: [],
  subjects: [],
};
