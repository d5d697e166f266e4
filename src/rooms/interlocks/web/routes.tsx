import { IconAlertTriangle } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'interlocks.collisions',
    path: '/collisions',
    title: 'Collisions',
    right: 'interlocks.read',
    nav: { place: 'plan', label: 'Collisions', icon: IconAlertTriangle, letter: 'x', order: 20, also: ['/exceptions'] },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['interlocks.list-collisions'],
    load: () => import('./CollisionsScreen.tsx'),
  },
  {
    id: 'interlocks.collision',
    path: '/collisions/$id',
    title: 'Collision',
    right: 'interlocks.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['interlocks.show-collision'],
    sample: { list: 'interlocks.list-collisions', param: 'id', field: 'id' },
    load: () => import('./CollisionScreen.tsx'),
  },
  {
    id: 'interlocks.exceptions',
    path: '/exceptions',
    title: 'Exceptions',
    right: 'interlocks.read',
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['interlocks.list-exceptions'],
    load: () => import('./ExceptionsScreen.tsx'),
  },
  {
    id: 'interlocks.exception',
    path: '/exceptions/$key',
    title: 'Exception',
    right: 'interlocks.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['interlocks.show-exception'],
    sample: { list: 'interlocks.list-exceptions', param: 'key', field: 'key' },
    load: () => import('./ExceptionScreen.tsx'),
  },
];
