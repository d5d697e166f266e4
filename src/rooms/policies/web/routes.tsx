import { IconBook2, IconShieldLock } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'policies.list',
    path: '/policies',
    title: 'Policies',
    right: 'policies.read',
    nav: { place: 'rules', label: 'Policies', icon: IconBook2, letter: 'o', order: 10 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['policies.list'],
    load: () => import('./PoliciesScreen.tsx'),
  },
  {
    id: 'policies.policy',
    path: '/policies/$key',
    title: 'Policy',
    right: 'policies.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['policies.show'],
    sample: { list: 'policies.list', param: 'key', field: 'key' },
    load: () => import('./PolicyScreen.tsx'),
  },
  {
    id: 'policies.profile',
    path: '/admin/profile',
    title: 'Compliance profile',
    right: 'policies.read',
    nav: { place: 'rules', label: 'Compliance profile', icon: IconShieldLock, order: 20 },
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['policies.show-profile', 'policies.show-system', 'policies.list-profile-changes'],
    load: () => import('./ProfileScreen.tsx'),
  },
];
