import { IconEraser, IconHistory } from '@tabler/icons-react';
import type { ScreenDeclaration } from '../../../foundation/web/screen.ts';

export const screens: readonly ScreenDeclaration[] = [
  {
    id: 'ledger.audit',
    path: '/audit',
    title: 'Audit trail',
    right: 'ledger.read',
    nav: { place: 'assure', label: 'Audit trail', icon: IconHistory, letter: 'u', order: 10 },
    states: ['empty', 'loading', 'error', 'no-right', 'stale', 'full'],
    feeds: ['ledger.entries', 'ledger.state'],
    load: () => import('./AuditScreen.tsx'),
  },
  {
    id: 'ledger.sample',
    path: '/audit/sample',
    title: 'Sample of the audit trail',
    right: 'ledger.read',
    states: ['loading', 'error', 'no-right', 'full'],
    feeds: ['ledger.state', 'ledger.acts'],
    load: () => import('./SampleScreen.tsx'),
  },
  {
    id: 'ledger.time-order',
    path: '/audit/time-order',
    title: 'Times out of order',
    right: 'ledger.read',
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['ledger.time-order'],
    load: () => import('./TimeOrderScreen.tsx'),
  },
  {
    id: 'ledger.erasures',
    path: '/admin/erasures',
    title: 'Erasures and legal holds',
    right: 'ledger.erase',
    nav: { place: 'admin', label: 'Erasures and holds', icon: IconEraser, order: 50 },
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['ledger.holds', 'ledger.erasures'],
    load: () => import('./ErasuresScreen.tsx'),
  },
  {
    id: 'ledger.record',
    path: '/records/$kind/$id',
    title: 'History of a record',
    right: null,
    states: ['empty', 'loading', 'error', 'no-right', 'full'],
    feeds: ['ledger.history', 'ledger.as-of'],
    sample: { list: 'ledger.entries', param: 'id', field: 'subject.id', more: { kind: 'subject.kind' } },
    load: () => import('./RecordScreen.tsx'),
  },
];
