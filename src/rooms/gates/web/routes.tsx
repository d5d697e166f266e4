import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'gates.gate',
    path: '/gates/$id',
    title: 'Gate',
    right: null,
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['gates.show'],
    sample: { list: 'gates.waiting', param: 'id', field: 'id' },
    load: () => import('./GateScreen.tsx'),
  },
  {
    id: 'gates.what-if',
    path: '/gates/$id/what-if',
    title: 'What if',
    right: null,
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['gates.show', 'gates.what-if'],
    sample: { list: 'gates.waiting', param: 'id', field: 'id' },
    load: () => import('./WhatIfScreen.tsx'),
  },
];
