import { Button } from '@mantine/core';
import { useState } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../../design/parts/DateTimeField.tsx';
import { HistoryList } from '../../../../design/parts/HistoryList.tsx';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import { useOperationPages } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { useUnseen } from '../../../../foundation/web/unseen.ts';
import { recordHistory } from '../../../ledger/contract.ts';
import { SignaturesOf } from '../../../signatures/web/door.tsx';
import { historyEntry, namesIn } from './history-entry.ts';
import type { TabProps } from './tabs.ts';

function AsOfPicker({ release }: Pick<TabProps, 'release'>) {
  const [at, setAt] = useState<string | null>(release.asOf);
  const set = useSetSearch();
  return (
    <form
      className="rel-asof"
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null) set({ asOf: at }, 'push');
      }}
    >
      <DateTimeField label="Show the release as it was at" value={at} min={release.createdAt} onChange={setAt} />
      <Button type="submit" variant="default" disabled={at === null}>
        Show it
      </Button>
    </form>
  );
}

/** Every change with old and new value side by side, and the record as it was at any moment. */
export function HistoryTab({ release }: TabProps) {
  const news = useUnseen('releases');
  const pages = useOperationPages(
    recordHistory,
    (cursor) => ({
      params: { kind: 'release', id: release.id },
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
    }),
    (reply) => reply,
  );
  const names = namesIn(release);
  const state = stateOf(pages, { rows: 8, height: 56 });
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const refresh = () => {
    news.seen();
    void pages.refetch();
  };
  return (
    <>
      <AsOfPicker release={release} />
      {release.asOf === null ? (
        <div className="rel-signatures">
          <SignaturesOf kind="release" id={release.id} />
        </div>
      ) : null}
      {news.stale ? <StatePanel state={{ kind: 'stale', onRefresh: refresh, text: 'There are newer entries.' }} /> : null}
      {state !== null ? <StatePanel state={state} /> : null}
      <HistoryList
        label="History of the release"
        entries={entries.map((entry) => historyEntry(entry, names))}
        more={
          pages.hasNextPage ? (
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Older entries
            </Button>
          ) : null
        }
      />
    </>
  );
}
