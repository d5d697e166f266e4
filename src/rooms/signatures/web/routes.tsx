import { IconSignature } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'signatures.own',
    path: '/signatures',
    title: 'Your signatures',
    right: null,
    nav: { place: 'assure', label: 'Signatures', icon: IconSignature, letter: 's', order: 30 },
    states: ['empty', 'loading', 'error', 'stale', 'full'],
    feeds: ['signatures.list'],
    load: () => import('./SignaturesScreen.tsx'),
  },
  {
    id: 'signatures.coverage',
    path: '/signatures/coverage',
    title: 'What is signed',
    right: null,
    states: ['loading', 'error', 'full'],
    feeds: ['signatures.coverage'],
    load: () => import('./CoverageScreen.tsx'),
  },
  {
    id: 'signatures.signature',
    path: '/signatures/$id',
    title: 'Signature',
    right: null,
    states: ['loading', 'error', 'full'],
    feeds: ['signatures.show'],
    sample: { list: 'signatures.list', param: 'id', field: 'id' },
    load: () => import('./SignatureScreen.tsx'),
  },
];
