import { IconShieldLock } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'policies.profile',
    path: '/admin/profile',
    title: 'Compliance profile',
    right: 'policies.read',
    nav: { place: 'assure', label: 'Compliance profile', icon: IconShieldLock, order: 45 },
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['policies.show-profile', 'policies.list-profile-changes'],
    load: () => import('./ProfileScreen.tsx'),
  },
];
