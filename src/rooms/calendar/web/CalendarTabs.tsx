import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'windows', label: 'Windows', href: '/calendar/windows' },
  { id: 'freezes', label: 'Freezes', href: '/calendar/freezes' },
  { id: 'cadences', label: 'Cadences', href: '/calendar/cadences' },
  { id: 'working-calendars', label: 'Working calendars', href: '/calendar/working-calendars' },
] as const;

export const CalendarTabs = ({ active }: { readonly active: (typeof tabs)[number]['id'] }) => (
  <PageTabs label="What the calendar is made of" tabs={tabs} active={active} />
);
