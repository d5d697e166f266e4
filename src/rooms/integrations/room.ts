import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { recordTypes } from './core/record-types.ts';
import { routes } from './http/routes.ts';

const planners = ['release-manager', 'change-manager', 'project-manager'];

export const integrations: RoomCard = {
  room: 'integrations',
  rights: {
    'integrations.preview-plans': {
      says: 'Preview and export plan files',
      roles: [...everyReader, 'administrator'],
      scope: 'read',
    },
    // An administrator brings the organisation of a plan, planners the rest: each row asks the right of the room that owns the record.
    'integrations.apply-plans': { says: 'Apply plan files', roles: [...planners, 'administrator'], scope: 'plan' },
    'integrations.import-history': { says: 'Import the history of another system', roles: planners, scope: 'plan' },
  },
  acts: {
    'integrations.plan-applied': 'applied a plan file',
    'integrations.history-imported': 'imported a record of another system',
  },
  machines: [],
  routes,
  jobs: [],
  subjects: [],
  register: recordTypes,
  migrations: { room: 'integrations', folder: new URL('./store/migrations/', import.meta.url) },
};
