import { IconZoomCheck } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'records.inspection',
    path: '/inspection',
    title: 'Inspection',
    right: 'records.dossier',
    nav: { place: 'assure', label: 'Inspection', icon: IconZoomCheck, letter: 'i', order: 20 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['releases.list'],
    load: () => import('./InspectionScreen.tsx'),
  },
  {
    id: 'records.story',
    path: '/inspection/$key',
    title: 'Story of a release',
    right: 'records.dossier',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['records.story'],
    sample: { list: 'releases.list', param: 'key', field: 'key' },
    load: () => import('./StoryScreen.tsx'),
  },
  {
    id: 'records.access-log',
    path: '/access-log',
    title: 'Access log',
    right: 'records.read-access-log',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['records.access-log'],
    load: () => import('./AccessLogScreen.tsx'),
  },
  {
    id: 'records.dossier',
    path: '/dossiers/$key',
    title: 'Dossier',
    right: 'records.dossier',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['records.contents'],
    sample: { list: 'releases.list', param: 'key', field: 'key' },
    load: () => import('./DossierScreen.tsx'),
  },
];
