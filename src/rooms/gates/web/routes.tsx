import { IconChecklist } from '@tabler/icons-react';
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
  {
    id: 'gates.templates',
    path: '/gate-templates',
    title: 'Gate templates',
    right: 'gates.read',
    nav: { place: 'assure', label: 'Gate templates', icon: IconChecklist, order: 40 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['gates.templates'],
    load: () => import('./TemplatesScreen.tsx'),
  },
  {
    id: 'gates.template',
    path: '/gate-templates/$key',
    title: 'Gate template',
    right: 'gates.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['gates.template'],
    sample: { list: 'gates.templates', param: 'key', field: 'key' },
    load: () => import('./TemplateScreen.tsx'),
  },
  {
    id: 'gates.matrix',
    path: '/gate-matrix',
    title: 'Gate matrix',
    right: 'gates.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['gates.matrix'],
    load: () => import('./MatrixScreen.tsx'),
  },
];
