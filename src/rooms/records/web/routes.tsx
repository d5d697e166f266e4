import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
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
