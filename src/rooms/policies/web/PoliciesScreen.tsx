import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { listPolicies, type PolicyLine } from '../contract.ts';
import { PolicyForm } from './PolicyForm.tsx';
import { kindWords, stateWords } from './words.ts';

function Owed({ line }: { readonly line: PolicyLine }) {
  if (line.acknowledgement === 'due') return <StatusBadge tone="orange">You owe it</StatusBadge>;
  return line.acknowledgement === 'done' ? <StatusBadge tone="teal">You gave it</StatusBadge> : <span>Not asked of you</span>;
}

const columns: readonly GridColumn<PolicyLine>[] = [
  {
    id: 'key',
    title: 'Policy',
    width: 80,
    fixed: true,
    cell: (row) => <KeyTag href={`/policies/${row.key}`}>{row.key}</KeyTag>,
  },
  { id: 'title', title: 'Title', width: 280, fixed: true, cell: (row) => row.title },
  {
    id: 'force',
    title: 'In force',
    width: 205,
    cell: (row) =>
      row.inForce === null ? (
        'None'
      ) : (
        <>
          Version {row.inForce.number}, since <DateText at={row.inForce.since} />
        </>
      ),
  },
  {
    id: 'open',
    title: 'Next version',
    width: 110,
    cell: (row) =>
      row.open === null ? (
        ''
      ) : (
        <StatusBadge tone={stateWords[row.open.state].tone}>{stateWords[row.open.state].text}</StatusBadge>
      ),
  },
  { id: 'owed', title: 'Acknowledgement', width: 135, cell: (row) => <Owed line={row} /> },
  { id: 'kind', title: 'Kind', width: 155, cell: (row) => kindWords[row.kind] },
  { id: 'unit', title: 'Holds in', width: 120, cell: (row) => row.unit.name },
  { id: 'owner', title: 'Owner', width: 115, cell: (row) => row.owner.name },
];

/** Rules of engagement: what holds where, since when, and what the reader still has to acknowledge. */
export function Screen() {
  const navigate = useAppNavigate();
  const [opened, setOpened] = useState(false);
  const asked = useOperationPages(
    listPolicies,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const [reply] = asked.data?.pages ?? [];
  const due = reply?.items.filter((line) => line.acknowledgement === 'due').length ?? 0;
  return (
    <>
      <PageHead
        title="Policies"
        sub="Rules of engagement: entry, journey, exit, back-out, windows, rehearsals. Each holds in its unit and in all below."
        badges={due === 0 ? null : <StatusBadge tone="orange">{due} to acknowledge</StatusBadge>}
        actions={
          reply === undefined ? undefined : (
            <BlockedButton can={reply.can.create} onClick={() => setOpened(true)}>
              Write a policy
            </BlockedButton>
          )
        }
      />
      <PageFill>
        <DataGrid
          label="Policies"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.title}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/policies/${row.key}`)}
          remember="policies.list"
          empty={{
            title: 'No policy was written yet',
            text: 'A policy says how work is done here; releases say which version they follow.',
          }}
        />
      </PageFill>
      <PolicyForm opened={opened} policy={null} onClose={() => setOpened(false)} />
    </>
  );
}
