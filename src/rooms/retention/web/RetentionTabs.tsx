import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'register', label: 'Register', href: '/retention' },
  { id: 'holds', label: 'Holds', href: '/retention/holds' },
  { id: 'disposals', label: 'Disposals', href: '/retention/disposals' },
  { id: 'attempts', label: 'Attempts to delete', href: '/retention/attempts' },
] as const;

export const RetentionTabs = ({ active }: { readonly active: (typeof tabs)[number]['id'] }) => (
  <PageTabs label="Views of retention" tabs={tabs} active={active} />
);
