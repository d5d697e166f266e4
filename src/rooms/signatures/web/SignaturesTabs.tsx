import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'own', label: 'Given by you', href: '/signatures' },
  { id: 'coverage', label: 'What is signed', href: '/signatures/coverage' },
];

export const SignaturesTabs = ({ active }: { readonly active: 'own' | 'coverage' }) => (
  <PageTabs label="Views of signatures" tabs={tabs} active={active} />
);
