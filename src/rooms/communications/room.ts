import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { publishedPlanKind, recordTypes } from './core/published-plan.ts';
import { routes } from './http/routes.ts';
import { findPlan, planLabels } from './store/published-plans.ts';

export const communications: RoomCard = {
  room: 'communications',
  rights: {
    'communications.read-plans': { says: 'See plans that were published', roles: everyReader, scope: 'read' },
    'communications.publish-plans': {
      says: 'Publish the plan of a unit, and open the link by which people outside read it',
      roles: ['release-manager'],
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'communications.plan-published': 'published a version of the plan',
    'communications.link-opened': 'opened the read-only link of the plan',
    'communications.link-closed': 'closed the read-only link of the plan',
  },
  machines: [],
  routes,
  jobs: [],
  subjects: [
    {
      kind: publishedPlanKind,
      readRight: 'communications.read-plans',
      find: async (db, named) => (await findPlan(db, named))?.id ?? null,
      label: planLabels,
      unitIds: async (db, id) => [(await findPlan(db, id))?.unitId ?? []].flat(),
    },
  ],
  register: recordTypes,
  migrations: { room: 'communications', folder: new URL('./store/migrations/', import.meta.url) },
};
