import { Select } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { SeparationTabs } from '../../identity/web/door.tsx';
import { type DutyWaiver, listDutyWaivers } from '../contract.ts';
import { waiverStates } from '../contract-words.ts';
import { AskForWaiver } from './AskForWaiver.tsx';
import { waiverWords } from './words.ts';
import './access.css';

const columns: readonly GridColumn<DutyWaiver>[] = [
  { id: 'key', title: 'Key', width: 100, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'person', title: 'Person', width: 180, fixed: true, cell: (row) => row.person.name },
  { id: 'roles', title: 'Holds together', width: 300, cell: (row) => `${row.one.says} and ${row.other.says}` },
  {
    id: 'state',
    title: 'State',
    width: 180,
    cell: (row) => <StatusBadge tone={waiverWords[row.state].tone}>{waiverWords[row.state].text}</StatusBadge>,
  },
  { id: 'until', title: 'Until', width: 210, cell: (row) => <TimeText at={row.endedAt ?? row.expiresAt} /> },
  { id: 'control', title: 'What makes up for it', width: 320, cell: (row) => row.control },
  { id: 'by', title: 'Asked for by', width: 160, cell: (row) => row.requestedBy.name },
];

/** Who may hold two roles that are kept apart, why, until when, and what makes up for it. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const state = waiverStates.find((one) => one === search.state);
  const asked = useOperationPages(
    listDutyWaivers,
    (cursor) => ({ query: { limit: 100, ...(state ? { state } : {}), ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('access');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Waivers of roles kept apart"
        sub="Signed by quality, ended by time, with something that makes up for it; then somebody independent looks at what was done."
        actions={<AskForWaiver />}
      >
        <SeparationTabs active="waivers" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Waivers of roles kept apart"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key}, ${row.person.name}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/separation/waivers/${row.key}`)}
          tools={
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              w={190}
              data={waiverStates.map((value) => ({ value, label: waiverWords[value].text }))}
              value={state ?? null}
              onChange={(chosen) => set({ state: chosen })}
              clearButtonProps={{ 'aria-label': 'Clear the state' }}
            />
          }
          stale={unseen.stale}
          onRefresh={refresh}
          remember="access.waivers"
          empty={{
            title: state ? 'No waiver matches' : 'Nobody was ever excepted',
            text: 'Where somebody has to hold two roles that are kept apart for a time, a waiver lets them, and says what makes up for it.',
          }}
        />
      </PageFill>
    </>
  );
}
