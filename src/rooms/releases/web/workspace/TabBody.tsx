import { lazy, Suspense } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { useSearch } from '../../../../foundation/web/address.ts';
import { GatesOf } from '../../../gates/web/door.tsx';
import type { Release } from '../parts.tsx';
import { ApplicationsTab } from './ApplicationsTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { ScheduleTab } from './ScheduleTab.tsx';
import type { TabId } from './tabs.ts';

const CollisionsTab = lazy(async () => ({ default: (await import('./CollisionsTab.tsx')).CollisionsTab }));

export type TabProps = { readonly release: Release; readonly version: number };

function Gates({ release }: TabProps) {
  const { gate } = useSearch();
  if (release.asOf !== null)
    return (
      <StatePanel
        state={{
          kind: 'empty',
          title: 'Gates are shown as they are now',
          text: 'Go back to now to see them; their decisions keep their own times.',
        }}
      />
    );
  return <GatesOf gates={release.gates} selected={gate} />;
}

function Chosen({ tab, ...props }: TabProps & { readonly tab: TabId }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab {...props} />;
    case 'schedule':
      return <ScheduleTab {...props} />;
    case 'applications':
      return <ApplicationsTab {...props} />;
    case 'gates':
      return <Gates {...props} />;
    case 'collisions':
      return <CollisionsTab {...props} />;
    case 'history':
      return <HistoryTab {...props} />;
  }
}

export const TabBody = (props: TabProps & { readonly tab: TabId }) => (
  <Suspense fallback={<StatePanel state={{ kind: 'loading', rows: 6 }} />}>
    <Chosen {...props} />
  </Suspense>
);
