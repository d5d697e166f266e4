import { IconCalendarCog } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

const states = ['empty', 'loading', 'error', 'no-right', 'stale', 'full'] as const;

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'calendar.windows',
    path: '/calendar/windows',
    title: 'Release windows',
    right: 'calendar.read',
    nav: {
      place: 'plan',
      label: 'Windows and freezes',
      icon: IconCalendarCog,
      letter: 'w',
      order: 30,
      also: ['/calendar/freezes', '/calendar/cadences', '/calendar/working-calendars'],
    },
    states,
    feeds: ['calendar.list-windows', 'calendar.show-window'],
    load: () => import('./WindowsScreen.tsx'),
  },
  {
    id: 'calendar.freezes',
    path: '/calendar/freezes',
    title: 'Freezes',
    right: 'calendar.read',
    states,
    feeds: ['calendar.list-freezes', 'calendar.show-freeze'],
    load: () => import('./FreezesScreen.tsx'),
  },
  {
    id: 'calendar.working-calendars',
    path: '/calendar/working-calendars',
    title: 'Working calendars',
    right: 'calendar.read',
    states,
    feeds: ['calendar.list-working-calendars', 'calendar.show-working-calendar'],
    load: () => import('./WorkingCalendarsScreen.tsx'),
  },
  {
    id: 'calendar.cadences',
    path: '/calendar/cadences',
    title: 'Cadences',
    right: 'calendar.read',
    states,
    feeds: ['calendar.list-cadences', 'calendar.show-cadence'],
    load: () => import('./CadencesScreen.tsx'),
  },
];
