import { PageTabs } from '../../../design/page/PageTabs.tsx';

const tabs = [
  { id: 'waiting', label: 'Waiting for you', href: '/approvals' },
  { id: 'given', label: 'Given', href: '/approvals/given' },
  { id: 'requirements', label: 'Requirements', href: '/approvals/requirements' },
  { id: 'changes', label: 'Changes', href: '/approvals/changes' },
  { id: 'emergencies', label: 'Emergencies', href: '/approvals/emergencies' },
  { id: 'notices', label: 'Notices', href: '/approvals/notices' },
];

export type Tab = 'waiting' | 'given' | 'requirements' | 'changes' | 'emergencies' | 'notices';

export const ApprovalsTabs = ({ active }: { readonly active: Tab }) => (
  <PageTabs label="Views of approvals" tabs={tabs} active={active} />
);
