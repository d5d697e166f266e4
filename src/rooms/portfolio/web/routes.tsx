import { IconApps } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'portfolio.applications',
    path: '/applications',
    title: 'Applications',
    right: 'portfolio.read',
    nav: { place: 'deliver', label: 'Applications', icon: IconApps, letter: 'a', order: 30 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['portfolio.list-applications'],
    load: () => import('./ApplicationsScreen.tsx'),
  },
  {
    id: 'portfolio.application',
    path: '/applications/$key',
    title: 'Application',
    right: 'portfolio.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['portfolio.show-application', 'portfolio.show-neighbourhood'],
    sample: { list: 'portfolio.list-applications', param: 'key', field: 'key' },
    load: () => import('./ApplicationScreen.tsx'),
  },
];
