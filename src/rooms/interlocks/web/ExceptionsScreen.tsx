import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { type ExceptionRow, listExceptions } from '../contract.ts';
import { CollisionTabs } from './CollisionTabs.tsx';
import { stateWords, worthOf } from './exception-words.ts';
import { ruleWords, sideText } from './words.ts';

const Worth = ({ one }: { readonly one: ExceptionRow }) => {
  const worth = worthOf(one);
  return <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge>;
};

const columns: readonly GridColumn<ExceptionRow>[] = [
  {
    id: 'key',
    title: 'Exception',
    width: 110,
    fixed: true,
    cell: (row) => <KeyTag href={`/exceptions/${row.key}`}>{row.key}</KeyTag>,
  },
  {
    id: 'state',
    title: 'Now',
    width: 190,
    fixed: true,
    cell: (row) => <Worth one={row} />,
    filter: { kind: 'choice', options: Object.entries(stateWords).map(([value, label]) => ({ value, label })) },
  },
  { id: 'rule', title: 'Collision', width: 160, cell: (row) => ruleWords[row.collision.rule] },
  { id: 'mine', title: 'One side', width: 230, cell: (row) => sideText(row.collision.mine) },
  {
    id: 'theirs',
    title: 'Other side',
    width: 200,
    cell: (row) => (row.collision.theirs === null ? 'No other side' : sideText(row.collision.theirs)),
  },
  { id: 'resource', title: 'On', width: 150, cell: (row) => row.collision.resource.label },
  { id: 'until', title: 'Until', width: 200, cell: (row) => <TimeText at={row.expiresAt} /> },
  { id: 'asked', title: 'Asked by', width: 180, cell: (row) => <PersonTag name={row.asked.by.name} /> },
  {
    id: 'decided',
    title: 'Decided by',
    width: 180,
    cell: (row) =>
      row.decided === null ? <span className="il-missing">Nobody yet</span> : <PersonTag name={row.decided.by.name} />,
  },
  { id: 'why', title: 'Why', width: 320, cell: (row) => <span title={row.asked.reason}>{row.asked.reason}</span> },
];

/** Exceptions to collisions: what was asked for, by whom it was decided, and what each is worth now. */
export function Screen() {
  const navigate = useAppNavigate();
  const { state, owner } = useSearch();
  const set = useSetSearch();
  const query = { limit: 100, ...(state === undefined ? {} : { state }), ...(owner === undefined ? {} : { owner }) };
  const asked = useOperationPages(
    listExceptions,
    (cursor) => ({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('interlocks');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Exceptions"
        sub="Leave to go on although two claims collide: for one collision as it is, for a time, granted by somebody else. Newest first."
      >
        <CollisionTabs active="exceptions" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Exceptions"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key}, ${row.asked.reason}`}
          state={grid.state}
          more={grid.more}
          filters={{ state: state ?? '' }}
          onFilters={(filters) => set(filters)}
          onOpen={(row) => navigate(`/exceptions/${row.key}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="interlocks.exceptions"
          empty={{
            title: state === undefined ? 'Nobody asked for an exception' : 'No exception matches',
            text: 'One is asked for on a collision that needs it.',
          }}
        />
      </PageFill>
    </>
  );
}
