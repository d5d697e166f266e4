import { PageTabs } from '../../../design/page/PageTabs.tsx';

export const TemplateTabs = ({ active }: { readonly active: 'templates' | 'matrix' }) => (
  <PageTabs
    label="Gate templates"
    active={active}
    tabs={[
      { id: 'templates', label: 'Templates', href: '/gate-templates' },
      { id: 'matrix', label: 'Matrix', href: '/gate-matrix' },
    ]}
  />
);
