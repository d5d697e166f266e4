import { IconUserCheck } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'access.reviews',
    path: '/access-reviews',
    title: 'Reviews of access',
    right: 'access.read-reviews',
    nav: { place: 'access', label: 'Access reviews', icon: IconUserCheck, order: 10 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['access.reviews'],
    load: () => import('./AccessReviewsScreen.tsx'),
  },
  {
    id: 'access.review',
    path: '/access-reviews/$key',
    title: 'Review of access',
    right: 'access.read-reviews',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['access.review'],
    sample: { list: 'access.reviews', param: 'key', field: 'key' },
    load: () => import('./AccessReviewScreen.tsx'),
  },
  {
    id: 'access.duty-matrix',
    path: '/separation/matrix',
    title: 'Matrix of duties',
    right: 'access.read-separation',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['access.duty-matrix', 'access.matrix-changes'],
    load: () => import('./MatrixScreen.tsx'),
  },
  {
    id: 'access.duty-waivers',
    path: '/separation/waivers',
    title: 'Waivers of roles kept apart',
    right: 'access.read-separation',
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['access.duty-waivers'],
    load: () => import('./WaiversScreen.tsx'),
  },
  {
    id: 'access.duty-waiver',
    path: '/separation/waivers/$key',
    title: 'Waiver of roles kept apart',
    right: 'access.read-separation',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['access.duty-waiver', 'access.duty-waiver-acts'],
    sample: { list: 'access.duty-waivers', param: 'key', field: 'key' },
    load: () => import('./WaiverScreen.tsx'),
  },
];
