import { IconInbox } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'discussion.inbox',
    path: '/inbox',
    title: 'Inbox',
    right: 'discussion.hear',
    nav: { place: 'start', label: 'Inbox', icon: IconInbox, order: 10 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['discussion.list-inbox'],
    load: () => import('./InboxScreen.tsx'),
  },
  {
    id: 'discussion.record',
    path: '/discussions/$kind/$id',
    title: 'Discussion',
    right: null,
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['discussion.list-comments'],
    sample: { list: 'ledger.entries', param: 'id', field: 'subject.id', more: { kind: 'subject.kind' } },
    load: () => import('./DiscussionScreen.tsx'),
  },
];
