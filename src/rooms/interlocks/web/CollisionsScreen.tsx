import { Box, SegmentedControl } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { showUnit } from '../../identity/contract.ts';
import { UnitField } from '../../identity/web/door.tsx';
import { type CollisionShown, listCollisions } from '../contract.ts';
import { CollisionPeek } from './CollisionPeek.tsx';
import { CollisionTabs } from './CollisionTabs.tsx';
import { worthOf } from './exception-words.ts';
import { ruleWords, severityTones, severityWords, sideText } from './words.ts';

const Side = ({ side }: { readonly side: CollisionShown['theirs'] }) => {
  if (side === null) return <span className="il-missing">No other side</span>;
  return side.link === null ? <span>{sideText(side)}</span> : <AppLink href={side.link}>{sideText(side)}</AppLink>;
};

function Exception({ row }: { readonly row: CollisionShown }) {
  const { exception } = row;
  if (exception === null) return null;
  const worth = worthOf({ ...exception, over: Date.parse(exception.expiresAt) <= Date.now() });
  return <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>;
}

const columns: readonly GridColumn<CollisionShown>[] = [
  {
    id: 'severity',
    title: 'Severity',
    width: 175,
    fixed: true,
    cell: (row) => <StatusBadge tone={severityTones[row.severity]}>{severityWords[row.severity]}</StatusBadge>,
    filter: { kind: 'choice', options: Object.entries(severityWords).map(([value, label]) => ({ value, label })) },
  },
  {
    id: 'rule',
    title: 'Rule',
    width: 180,
    cell: (row) => ruleWords[row.rule],
    filter: { kind: 'choice', options: Object.entries(ruleWords).map(([value, label]) => ({ value, label })) },
  },
  {
    id: 'exception',
    title: 'Exception',
    width: 190,
    cell: (row) => <Exception row={row} />,
  },
  { id: 'mine', title: 'One side', width: 230, fixed: true, cell: (row) => <Side side={row.mine} /> },
  { id: 'theirs', title: 'Other side', width: 230, cell: (row) => <Side side={row.theirs} /> },
  { id: 'resource', title: 'On', width: 150, cell: (row) => row.resource.label },
  { id: 'overlap', title: 'Overlap begins', width: 200, cell: (row) => <TimeText at={row.overlap.start} /> },
  { id: 'since', title: 'Since', width: 200, cell: (row) => <TimeText at={row.since} /> },
  { id: 'why', title: 'Why', width: 320, cell: (row) => <span title={row.why}>{row.why}</span> },
];

const states = [
  { value: 'open', label: 'Open' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'all', label: 'All' },
];
type StateChoice = 'open' | 'cleared' | 'all';
const stateIn = (text: string | undefined): StateChoice => (text === 'cleared' || text === 'all' ? text : 'open');

function UnitFilter() {
  const search = useSearch();
  const set = useSetSearch();
  const unit = search.unit;
  const asked = useOperation(showUnit, { params: { id: unit ?? '' } }, { enabled: unit !== undefined });
  const shown = asked.data?.value;
  return (
    <UnitField
      label="Unit and all below it"
      placeholder="All units"
      chosen={unit === undefined ? null : { value: unit, label: shown?.name ?? unit, sub: shown?.key }}
      onChange={(next) => set({ unit: next?.value })}
    />
  );
}

/** Who collides with whom: found in the act that caused it, told to both sides. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const state = stateIn(search.state);
  const { severity, rule, unit, peek } = search;
  const query = {
    limit: 100,
    state,
    ...(severity === undefined ? {} : { severity }),
    ...(rule === undefined ? {} : { rule }),
    ...(unit === undefined ? {} : { unit }),
  };
  const asked = useOperationPages(
    listCollisions,
    (cursor) => ({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('interlocks', 'releases', 'calendar');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Collisions"
        sub="Two releases on one application, a deployment in a freeze or outside of every window. Newest first."
        actions={
          <SegmentedControl
            aria-label="State"
            data={states}
            value={state}
            onChange={(next) => set({ state: next === 'open' ? null : next }, 'push')}
          />
        }
      >
        <CollisionTabs active="collisions" />
        <Box maw={300}>
          <UnitFilter />
        </Box>
      </PageHead>
      <PageFill>
        <DataGrid
          label="Collisions"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => row.why}
          state={grid.state}
          more={grid.more}
          filters={{ severity: severity ?? '', rule: rule ?? '' }}
          onFilters={(filters) => set(filters)}
          onOpen={(row) => set({ peek: row.id }, 'push')}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="interlocks.collisions"
          empty={{
            title: state === 'open' ? 'Nothing collides' : 'No collision matches',
            text: 'Collisions appear here in the very act that causes them.',
          }}
        />
      </PageFill>
      <CollisionPeek id={peek ?? null} onClose={() => set({ peek: null })} />
    </>
  );
}
