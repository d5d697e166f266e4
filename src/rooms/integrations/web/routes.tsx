import { IconFileCode } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'integrations.plans',
    path: '/plans',
    title: 'Plan files',
    right: 'integrations.preview-plans',
    nav: { place: 'plan', label: 'Plan files', icon: IconFileCode, letter: 'f', order: 40 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['integrations.list-plans'],
    load: () => import('./PlansScreen.tsx'),
  },
];
