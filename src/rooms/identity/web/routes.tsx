import { IconArrowsSplit2, IconBuilding, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

const states = ['empty', 'loading', 'error', 'no-right', 'full'] as const;

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'identity.people',
    path: '/admin/people',
    title: 'People',
    right: 'identity.administer',
    nav: { place: 'admin', label: 'People', icon: IconUsers, order: 10 },
    states: [...states, 'stale'],
    feeds: ['identity.list-people'],
    load: () => import('./PeopleScreen.tsx'),
  },
  {
    id: 'identity.person',
    path: '/admin/people/$id',
    title: 'Person',
    right: 'identity.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['identity.show-person', 'identity.list-roles', 'identity.list-credentials-of'],
    sample: { list: 'identity.list-people', param: 'id', field: 'id' },
    load: () => import('./PersonScreen.tsx'),
  },
  {
    id: 'identity.groups',
    path: '/admin/groups',
    title: 'Groups',
    right: 'identity.administer',
    nav: { place: 'admin', label: 'Groups', icon: IconUsersGroup, order: 20 },
    states: [...states, 'stale'],
    feeds: ['identity.list-groups', 'identity.show-group'],
    load: () => import('./GroupsScreen.tsx'),
  },
  {
    id: 'identity.organisation',
    path: '/admin/organisation',
    title: 'Organisation',
    right: 'identity.administer',
    nav: { place: 'admin', label: 'Organisation', icon: IconBuilding, order: 30 },
    states,
    feeds: ['identity.list-units', 'identity.show-unit'],
    load: () => import('./OrganisationScreen.tsx'),
  },
  {
    id: 'identity.separation',
    path: '/separation',
    title: 'Separation of duties',
    right: 'identity.read-access',
    nav: { place: 'assure', label: 'Separation of duties', icon: IconArrowsSplit2, order: 31 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['identity.separation-report'],
    load: () => import('./SeparationScreen.tsx'),
  },
  {
    id: 'identity.me',
    path: '/me',
    title: 'Your account',
    right: null,
    states: ['loading', 'error', 'full'],
    feeds: ['identity.list-own-credentials', 'identity.list-own-sessions', 'identity.list-tokens', 'identity.list-deputations'],
    load: () => import('./MeScreen.tsx'),
  },
];
