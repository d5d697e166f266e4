import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'list', label: 'List', href: '/changes' },
  { id: 'board', label: 'Board', href: '/change-board' },
  { id: 'models', label: 'Models', href: '/change-models' },
];

export const ChangeTabs = ({ active }: { readonly active: 'list' | 'board' | 'models' }) => (
  <PageTabs label="Views of changes" tabs={tabs} active={active} />
);
