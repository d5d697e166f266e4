import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { HistoryList } from '../../../design/parts/HistoryList.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type CoveredEntry, reviewEntries } from '../contract.ts';

const rowOf = (one: CoveredEntry) => ({
  id: one.entry,
  at: one.at,
  who: one.by.name,
  role: one.roles.join(', ') || undefined,
  text: (
    <>
      {one.says}: {one.record.label} (No. {one.number}) {one.critical ? <StatusBadge tone="orange">Critical</StatusBadge> : null}
    </>
  ),
  reason: one.reason ?? undefined,
  changes: one.changes.slice(0, 12).map(({ says, oldSays, newSays, critical }) => ({
    field: says,
    before: oldSays,
    after: critical ? <b>{newSays}</b> : newSays,
  })),
});

/** Every entry that the review covers: as sentences, filtered by what is critical, by act and by words. */
export function ReviewEntries({ review }: { readonly review: string }) {
  const [which, setWhich] = useState('all');
  const [act, setAct] = useState<string | null>(null);
  const [q, setQ] = useState('');
  const query = {
    limit: 50,
    ...(which === 'critical' ? { critical: 'true' as const } : {}),
    ...(act === null ? {} : { act }),
    ...(q.trim() === '' ? {} : { q: q.trim() }),
  };
  const asked = useOperationPages(
    reviewEntries,
    (cursor) => ({ params: { id: review }, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const state = stateOf(asked, { rows: 6 });
  const pages = asked.data?.pages ?? [];
  const [first] = pages;
  const rows = pages.flatMap(({ items }) => items);
  return (
    <Card title="Every entry that it covers" {...(first === undefined ? {} : { count: first.entries })}>
      <div className="rec-filters">
        <SegmentedControl
          aria-label="Which entries"
          size="xs"
          data={[
            { value: 'all', label: 'All' },
            { value: 'critical', label: `Critical${first === undefined ? '' : ` (${first.criticalEntries})`}` },
          ]}
          value={which}
          onChange={setWhich}
        />
        <Select
          aria-label="Act"
          placeholder="Any act"
          clearable
          searchable
          w={260}
          data={(first?.acts ?? []).map((one) => ({ value: one.act, label: `${one.says} (${one.entries})` }))}
          value={act}
          onChange={setAct}
          clearButtonProps={{ 'aria-label': 'Clear the act' }}
        />
        <TextInput
          aria-label="Words"
          placeholder="Words of the entry or its reason"
          w={260}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      </div>
      {state === null ? null : <StatePanel state={state} />}
      {state === null && rows.length === 0 ? <p className="il-missing">No entry matches.</p> : null}
      <HistoryList
        label="Entries that the review covers"
        entries={rows.map(rowOf)}
        more={
          asked.hasNextPage ? (
            <Button
              variant="default"
              size="compact-sm"
              loading={asked.isFetchingNextPage}
              onClick={() => void asked.fetchNextPage()}
            >
              Show more of {first?.found ?? 0}
            </Button>
          ) : null
        }
      />
    </Card>
  );
}
