import { IconGitPullRequest } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'changes.grid',
    path: '/changes',
    title: 'Changes',
    right: 'changes.read',
    nav: { place: 'deliver', label: 'Changes', icon: IconGitPullRequest, order: 15, also: ['/change-board', '/change-models'] },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['changes.list'],
    load: () => import('./ChangesScreen.tsx'),
  },
  {
    id: 'changes.board-view',
    path: '/change-board',
    title: 'Board of changes',
    right: 'changes.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['changes.board'],
    load: () => import('./BoardScreen.tsx'),
  },
  {
    id: 'changes.models-grid',
    path: '/change-models',
    title: 'Models of changes',
    right: 'changes.read-models',
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['changes.models'],
    load: () => import('./ModelsScreen.tsx'),
  },
  {
    id: 'changes.model-record',
    path: '/change-models/$key',
    title: 'Model of changes',
    right: 'changes.read-models',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['changes.model'],
    sample: { list: 'changes.models', param: 'key', field: 'key' },
    load: () => import('./ModelScreen.tsx'),
  },
  {
    id: 'changes.record',
    path: '/changes/$key',
    title: 'Change',
    right: 'changes.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['changes.get'],
    sample: { list: 'changes.list', param: 'key', field: 'key' },
    load: () => import('./ChangeScreen.tsx'),
  },
];
