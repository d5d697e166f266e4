import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'releases', label: 'Releases', href: '/inspection' },
  { id: 'reviews', label: 'Reviews', href: '/audit-reviews' },
  { id: 'periods', label: 'Periods', href: '/review-periods' },
  { id: 'deviations', label: 'Deviations', href: '/deviations' },
  { id: 'access', label: 'Access log', href: '/access-log' },
  { id: 'trail', label: 'Audit trail', href: '/audit' },
  { id: 'sample', label: 'Sample', href: '/audit/sample' },
];

/** What an auditor or inspector works with, one address each. */
export const InspectionTabs = ({ active }: { readonly active: 'releases' | 'reviews' | 'periods' | 'deviations' | 'access' }) => (
  <PageTabs label="Views of the inspection" tabs={tabs} active={active} />
);
