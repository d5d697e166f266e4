import { lazy, Suspense } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { Discussion } from '../../../discussion/web/door.tsx';
import { ApplicationsTab } from './ApplicationsTab.tsx';
import { GatesTab } from './gates/GatesTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { PastCollisions, PastGates } from './PastTabs.tsx';
import { ScheduleTab } from './ScheduleTab.tsx';
import type { MovingTabProps, TabId } from './tabs.ts';

const ApprovalsTab = lazy(async () => ({ default: (await import('./ApprovalsTab.tsx')).ApprovalsTab }));
const CollisionsTab = lazy(async () => ({ default: (await import('./CollisionsTab.tsx')).CollisionsTab }));

function Chosen({ tab, ...props }: MovingTabProps & { readonly tab: TabId }) {
  const isPast = props.release.asOf !== null;
  switch (tab) {
    case 'overview':
      return <OverviewTab {...props} />;
    case 'schedule':
      return <ScheduleTab {...props} />;
    case 'applications':
      return <ApplicationsTab {...props} />;
    case 'gates':
      return isPast ? <PastGates release={props.release} /> : <GatesTab release={props.release} />;
    case 'approvals':
      return <ApprovalsTab release={props.release} />;
    case 'collisions':
      return isPast ? <PastCollisions /> : <CollisionsTab {...props} />;
    case 'discussion':
      return <Discussion kind="release" id={props.release.id} />;
    case 'history':
      return <HistoryTab {...props} />;
  }
}

export const TabBody = (props: MovingTabProps & { readonly tab: TabId }) => (
  <Suspense fallback={<StatePanel state={{ kind: 'loading', rows: 6 }} />}>
    <Chosen {...props} />
  </Suspense>
);
