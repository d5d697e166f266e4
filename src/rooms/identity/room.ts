import type { RoomCard } from '../../foundation/card.ts';
import { roleNames } from './core/roles.ts';
import { routes } from './http/routes.ts';

const everybody = roleNames;

export const identity: RoomCard = {
  room: 'identity',
  rights: {
    'identity.read': { says: 'See people, groups and the organisation tree', roles: everybody, scope: 'read' },
    'identity.administer': { says: 'Administer people, groups, roles and units', roles: ['administrator'], personOnly: true, scope: 'administer' },
  },
  acts: {
    'identity.signed-in': 'signed in',
    'identity.signed-out': 'signed out',
    'identity.sign-in-failed': 'failed to sign in',
    'identity.account-locked': 'was locked out after failed attempts',
  },
  machines: [],
  routes,
  jobs: [],
  subjects: [],
  migrations: { room: 'identity', folder: new URL('./store/migrations/', import.meta.url) },
};
