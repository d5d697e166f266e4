import { IconSpeakerphone } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'communications.plans',
    path: '/published-plans',
    title: 'Published plans',
    right: 'communications.read-plans',
    nav: { place: 'plan', label: 'Published plans', icon: IconSpeakerphone, letter: 'p', order: 35 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['communications.plans'],
    load: () => import('./PublishedPlansScreen.tsx'),
  },
  {
    id: 'communications.plan',
    path: '/published-plans/$key',
    title: 'Published plan',
    right: 'communications.read-plans',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['communications.plan'],
    sample: { list: 'communications.plans', param: 'key', field: 'key' },
    load: () => import('./PublishedPlanScreen.tsx'),
  },
];
