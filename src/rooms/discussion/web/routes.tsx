import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'discussion.record',
    path: '/discussions/$id',
    title: 'Discussion',
    right: null,
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['discussion.list-comments'],
    sample: { list: 'releases.list', param: 'id', field: 'key' },
    load: () => import('./DiscussionScreen.tsx'),
  },
];
