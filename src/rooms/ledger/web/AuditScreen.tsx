import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { type Entry, exportTrail, ledgerState, readTrail } from '../contract.ts';
import { AuditFilters, FoundRecord } from './AuditFilters.tsx';
import { AuditTabs } from './AuditTabs.tsx';
import { AlarmBadge, CheckpointsButton } from './Checkpoints.tsx';
import { EntryPeek } from './EntryPeek.tsx';
import { KeptViews } from './KeptViews.tsx';
import { filterNames, gridSort, queryOf, sortText } from './trail-query.ts';
import { ExportButton, VerifyButton } from './VerifyLedger.tsx';
import { actorOf, fieldsText, kindText, lagText, subjectOf } from './values.ts';
import './ledger.css';

const columns: readonly GridColumn<Entry>[] = [
  { id: 'seq', title: 'No.', width: 76, align: 'end', cell: (row) => row.seq ?? '…', fixed: true },
  { id: 'at', title: 'When', width: 210, cell: (row) => <TimeText at={row.at} />, fixed: true, sortable: true },
  { id: 'actor', title: 'Who', width: 170, sortable: true, cell: actorOf },
  { id: 'says', title: 'What', width: 260, sortable: true, cell: (row) => <span title={row.act}>{row.says}</span> },
  { id: 'record', title: 'Record', width: 150, sortable: true, cell: (row) => <KeyTag>{subjectOf(row)}</KeyTag> },
  { id: 'kind', title: 'Kind', width: 120, cell: (row) => kindText(row.subject.kind) },
  { id: 'reason', title: 'Reason', width: 220, cell: (row) => <span title={row.reason ?? undefined}>{row.reason ?? ''}</span> },
  {
    id: 'changes',
    title: 'Fields',
    width: 200,
    cell: (row) => <span className="lg-changes">{fieldsText(row.changes.map((change) => change.field))}</span>,
  },
];

function Sealing() {
  const asked = useOperation(ledgerState);
  const state = asked.data?.value;
  if (state === undefined)
    return <>{asked.error === null ? 'Reading how far it is sealed' : 'How far it is sealed is unknown'}</>;
  const lag =
    state.unsealed === 0 ? 'all sealed' : `${state.unsealed} not sealed yet, the oldest ${lagText(state.oldestUnsealedMs)} old`;
  return (
    <>
      Who did what, when and why. Sealed up to {state.lastSeq}; {lag}.
    </>
  );
}

function SealBadge() {
  const state = useOperation(ledgerState).data?.value;
  if (state === undefined || state.oldestUnsealedMs < 10_000) return null;
  return <StatusBadge tone="red">Sealing is late: {lagText(state.oldestUnsealedMs)}</StatusBadge>;
}

/** The audit trail, newest first. Entries are never changed; a page shows what it is asked for and nothing moves by itself. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const [peeked, setPeeked] = useState<Entry | null>(null);
  // The fields of the filters keep what is typed; they are drawn anew when a filter comes from elsewhere.
  const [round, setRound] = useState(0);
  const narrow = (patch: Readonly<Record<string, string | null>>) => {
    setPeeked(null);
    set(patch, 'push');
    setRound(round + 1);
  };
  const query = queryOf(search);
  const asked = useOperationPages(
    readTrail,
    (cursor) => ({ query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('any');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  const filtered = filterNames.some((name) => search[name]);
  return (
    <>
      <PageHead title="Audit trail" badges={<Badges />} sub={<Sealing />} actions={<Actions />}>
        <AuditTabs active="trail" />
        <KeptViews onNarrow={narrow} />
        <AuditFilters
          key={round}
          onClear={() => narrow(Object.fromEntries([...filterNames, 'view'].map((name) => [name, null])))}
        />
        {search.key ? <FoundRecord entries={grid.rows} /> : null}
      </PageHead>
      <PageFill>
        <DataGrid
          label="Audit trail"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.says}, ${subjectOf(row)}`}
          state={grid.state}
          more={grid.more}
          onOpen={setPeeked}
          sort={gridSort(search)}
          onSort={(sort) => narrow({ sort: sortText(sort) })}
          exportHref={addressOf(exportTrail, { query })}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="ledger.audit"
          empty={
            filtered
              ? { title: 'No entry matches', text: 'Take a filter away, or widen the time. A key is given in full: REL-1042.' }
              : { title: 'Nothing has happened yet', text: 'Every act will be found here a moment after it was done.' }
          }
        />
      </PageFill>
      <EntryPeek entry={peeked} onClose={() => setPeeked(null)} onNarrow={narrow} />
    </>
  );
}

const Badges = () => (
  <>
    <AlarmBadge />
    <SealBadge />
  </>
);

const Actions = () => (
  <>
    <CheckpointsButton />
    <VerifyButton />
    <ExportButton />
  </>
);
