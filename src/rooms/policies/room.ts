import type { RoomCard } from '../../foundation/card.ts';
import { profileSubject } from '../../foundation/profile.ts';
import { everyReader } from '../identity/door.ts';
import { profileMachine } from './core/profile-machine.ts';
import { profileRoutes } from './http/profile-routes.ts';
import { signableProfileChange } from './http/signable-profile-change.ts';
import { findProfileChange, profileChangesById } from './store/profile-changes.ts';

export const policies: RoomCard = {
  room: 'policies',
  rights: {
    'policies.read': {
      says: 'Read the compliance profile and the policies',
      roles: [...everyReader, 'administrator'],
      scope: 'read',
    },
    'policies.propose-profile': {
      says: 'Tighten the compliance profile, and propose to loosen it',
      roles: ['administrator', 'quality', 'validation-lead'],
      personOnly: true,
      scope: 'administer',
    },
    'policies.approve-profile': {
      says: 'Decide on changes that loosen the compliance profile',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'policies.confirm-profile': {
      says: 'Confirm changes that loosen the compliance profile while nothing was signed yet',
      roles: ['administrator', 'quality'],
      personOnly: true,
      scope: 'administer',
    },
  },
  acts: {
    'policies.profile-changed': 'changed the compliance profile',
    'policies.profile-tightened': 'tightened the compliance profile',
    'policies.profile-change-proposed': 'proposed to loosen the compliance profile',
    'policies.profile-loosened': 'approved a change that loosens the compliance profile',
    'policies.profile-confirmed':
      'confirmed, as the second person, a change that loosens the compliance profile before anything was signed (alarm)',
    'policies.profile-change-rejected': 'rejected a change of the compliance profile',
    'policies.profile-change-withdrawn': 'withdrew a change of the compliance profile',
  },
  machines: [profileMachine],
  routes: profileRoutes,
  jobs: [],
  subjects: [
    {
      kind: profileSubject.kind,
      readRight: 'policies.read',
      find: async (_db, named) => (named === profileSubject.id ? named : null),
      label: async (_db, ids) =>
        ids.includes(profileSubject.id)
          ? [{ id: profileSubject.id, key: null, label: 'Compliance profile', link: '/admin/profile', unitId: null }]
          : [],
      unitIds: async () => [],
    },
    {
      kind: 'profile-change',
      readRight: 'policies.read',
      find: async (db, named) => (await findProfileChange(db, named))?.id ?? null,
      label: async (db, ids) =>
        (await profileChangesById(db, ids)).map(({ id, key }) => ({
          id,
          key,
          label: 'Change of the compliance profile',
          link: '/admin/profile',
          unitId: null,
        })),
      unitIds: async () => [],
    },
  ],
  signables: [signableProfileChange],
  migrations: { room: 'policies', folder: new URL('./store/migrations/', import.meta.url) },
};
