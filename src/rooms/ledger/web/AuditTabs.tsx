import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'trail', label: 'Entries', href: '/audit' },
  { id: 'sample', label: 'Sample', href: '/audit/sample' },
  { id: 'report', label: 'Report', href: '/audit/report' },
  { id: 'time-order', label: 'Times out of order', href: '/audit/time-order' },
  { id: 'lost-entries', label: 'Lost entries', href: '/audit/lost-entries' },
] as const;

export type AuditTab = (typeof tabs)[number]['id'];

/** What can be asked of the trail as a whole. */
export const AuditTabs = ({ active }: { readonly active: AuditTab }) => (
  <PageTabs label="Views of the audit trail" tabs={tabs} active={active} />
);
