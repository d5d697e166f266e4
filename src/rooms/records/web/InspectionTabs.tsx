import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'releases', label: 'Releases', href: '/inspection' },
  { id: 'reviews', label: 'Reviews', href: '/audit-reviews' },
  { id: 'access', label: 'Access log', href: '/access-log' },
  { id: 'trail', label: 'Audit trail', href: '/audit' },
  { id: 'sample', label: 'Sample', href: '/audit/sample' },
];

/** What an auditor or inspector works with, one address each. */
export const InspectionTabs = ({ active }: { readonly active: 'releases' | 'reviews' | 'access' }) => (
  <PageTabs label="Views of the inspection" tabs={tabs} active={active} />
);
