import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'collisions', label: 'Collisions', href: '/collisions' },
  { id: 'exceptions', label: 'Exceptions', href: '/exceptions' },
] as const;

export const CollisionTabs = ({ active }: { readonly active: (typeof tabs)[number]['id'] }) => (
  <PageTabs label="Collisions and their exceptions" tabs={tabs} active={active} />
);
