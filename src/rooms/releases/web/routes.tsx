import { IconCalendar, IconHome, IconPackage } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';
import { askAhead } from './calendar/ask-ahead.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'releases.home',
    path: '/',
    title: 'Home',
    right: null,
    nav: { place: 'start', label: 'Home', icon: IconHome, letter: 'h', order: 0 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['releases.home', 'gates.waiting', 'approvals.waiting', 'access.waiting'],
    load: () => import('./HomeScreen.tsx'),
  },
  {
    id: 'releases.calendar-view',
    path: '/calendar',
    title: 'Release calendar',
    right: 'releases.read',
    nav: { place: 'plan', label: 'Calendar', icon: IconCalendar, letter: 'c', order: 0 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['releases.calendar', 'calendar.bands'],
    load: () => import('./calendar/CalendarScreen.tsx'),
    ahead: askAhead,
  },
  {
    id: 'releases.grid',
    path: '/releases',
    title: 'Releases',
    right: 'releases.read',
    nav: { place: 'deliver', label: 'Releases', icon: IconPackage, letter: 'r', order: 10 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['releases.list'],
    load: () => import('./ReleasesScreen.tsx'),
  },
  {
    id: 'releases.workspace',
    path: '/releases/$key',
    tail: 'tab',
    title: 'Release',
    right: 'releases.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['releases.get', 'releases.next', 'gates.list'],
    sample: { list: 'releases.list', param: 'key', field: 'key' },
    load: () => import('./ReleaseScreen.tsx'),
  },
  {
    id: 'releases.what-if',
    path: '/what-if/release/$key',
    title: 'What if',
    right: 'releases.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['releases.what-if'],
    sample: { list: 'gates.waiting', param: 'key', field: 'subject.key' },
    load: () => import('./ReleaseWhatIfScreen.tsx'),
  },
];
