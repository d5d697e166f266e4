import { useState } from 'react';
import { Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { getRelease } from '../contract.ts';
import { Aside } from './workspace/Aside.tsx';
import { AsOfBanner } from './workspace/AsOfBanner.tsx';
import { MovedBanner } from './workspace/MovedBanner.tsx';
import type { MoveTold } from './workspace/move-told.ts';
import { ReleaseHead } from './workspace/ReleaseHead.tsx';
import { TabBody } from './workspace/TabBody.tsx';
import { type TabId, tabOf } from './workspace/tabs.ts';
import { WorkspaceTabs } from './workspace/WorkspaceTabs.tsx';
import './releases.css';

const trail = [{ label: 'Releases', href: '/releases' }];

/** The release workspace. `?asOf=` shows the whole record as it was at a moment, with nothing to press. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const tab: TabId = tabOf(params.tab);
  const { asOf } = useSearch();
  const [moved, setMoved] = useState<{ readonly key: string; readonly told: MoveTold } | null>(null);
  const onMoved = (told: MoveTold) => setMoved({ key, told });
  const asked = useOperation(
    getRelease,
    { params: { id: key }, query: asOf === undefined ? {} : { asOf } },
    { keepPrevious: true },
  );
  const state = stateOf(asked, { rows: 12, height: 44 });
  const release = asked.data?.value;
  if (state !== null || release === undefined)
    return (
      <>
        <PageHead title={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const version = asked.data?.version ?? release.version;
  return (
    <>
      <ReleaseHead release={release} trail={trail} wanted={params.tab} version={version} onMoved={onMoved} />
      <PageBody>
        <AsOfBanner release={release} />
        <MovedBanner told={moved?.key === key ? moved.told : null} onClose={() => setMoved(null)} />
        <Columns asideLabel="Health and activity" aside={<Aside release={release} version={version} />}>
          <WorkspaceTabs release={release} active={tab} />
          <TabBody tab={tab} release={release} version={version} onMoved={onMoved} />
        </Columns>
      </PageBody>
    </>
  );
}
