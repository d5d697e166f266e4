import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'waiting', label: 'Waiting for you', href: '/approvals' },
  { id: 'given', label: 'Given', href: '/approvals/given' },
  { id: 'requirements', label: 'Requirements', href: '/approvals/requirements' },
  { id: 'changes', label: 'Changes', href: '/approvals/changes' },
];

export const ApprovalsTabs = ({ active }: { readonly active: 'waiting' | 'given' | 'requirements' | 'changes' }) => (
  <PageTabs label="Views of approvals" tabs={tabs} active={active} />
);
