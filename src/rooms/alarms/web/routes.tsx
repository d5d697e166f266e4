import { IconBell } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'alarms.list',
    path: '/alarms',
    title: 'Alarms',
    right: 'alarms.read',
    nav: { place: 'assure', label: 'Alarms', icon: IconBell, order: 5 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['alarms.list', 'alarms.list-kinds'],
    load: () => import('./AlarmsScreen.tsx'),
  },
  {
    id: 'alarms.suppressions',
    path: '/alarms/suppressions',
    title: 'Suppressions of alarms',
    right: 'alarms.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['alarms.list-suppressions'],
    load: () => import('./SuppressionsScreen.tsx'),
  },
  {
    id: 'alarms.reviews',
    path: '/alarms/reviews',
    title: 'Reviews of the log of alarms',
    right: 'alarms.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['alarms.preview-review', 'alarms.list-reviews'],
    load: () => import('./AlarmReviewsScreen.tsx'),
  },
  {
    id: 'alarms.alarm',
    path: '/alarms/$key',
    title: 'Alarm',
    right: 'alarms.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['alarms.show'],
    sample: { list: 'alarms.list', param: 'key', field: 'key' },
    load: () => import('./AlarmScreen.tsx'),
  },
];
