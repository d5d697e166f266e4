import { IconArchive } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'retention.register',
    path: '/retention',
    title: 'Retention',
    right: 'retention.read',
    nav: { place: 'rules', label: 'Retention', icon: IconArchive, order: 50 },
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['retention.register', 'retention.register-changes'],
    load: () => import('./RegisterScreen.tsx'),
  },
  {
    id: 'retention.holds',
    path: '/retention/holds',
    title: 'Holds on records',
    right: 'retention.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['retention.holds'],
    load: () => import('./HoldsScreen.tsx'),
  },
  {
    id: 'retention.disposals',
    path: '/retention/disposals',
    title: 'Disposals',
    right: 'retention.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['retention.disposals'],
    load: () => import('./DisposalsScreen.tsx'),
  },
  {
    id: 'retention.disposal',
    path: '/retention/disposals/$key',
    title: 'Disposal',
    right: 'retention.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['retention.disposal'],
    sample: { list: 'retention.disposals', param: 'key', field: 'key' },
    load: () => import('./DisposalScreen.tsx'),
  },
  {
    id: 'retention.attempts',
    path: '/retention/attempts',
    title: 'Attempts to delete records',
    right: 'retention.read-attempts',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['retention.deletion-attempts'],
    load: () => import('./AttemptsScreen.tsx'),
  },
];
