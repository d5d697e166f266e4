import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'alarms', label: 'Alarms', href: '/alarms' },
  { id: 'suppressions', label: 'Suppressions', href: '/alarms/suppressions' },
  { id: 'reviews', label: 'Reviews', href: '/alarms/reviews' },
] as const;

export const AlarmTabs = ({ active }: { readonly active: (typeof tabs)[number]['id'] }) => (
  <PageTabs label="Alarms, suppressions and reviews" tabs={tabs} active={active} />
);
