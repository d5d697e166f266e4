import { Button, Select, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageBody, PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type AccessHeld, accessReport, exportAuthorityMatrix, listRoles } from '../contract.ts';
import './identity.css';

const columns: readonly GridColumn<AccessHeld>[] = [
  { id: 'person', title: 'Person', width: 180, fixed: true, cell: (row) => row.person.name },
  { id: 'role', title: 'Role', width: 190, fixed: true, cell: (row) => row.says },
  { id: 'unit', title: 'Unit', width: 160, cell: (row) => row.unit.name },
  { id: 'route', title: 'How', width: 220, cell: (row) => row.route },
  { id: 'requested', title: 'Asked for by', width: 160, cell: (row) => row.requestedBy?.name ?? '' },
  { id: 'approved', title: 'Granted by', width: 160, cell: (row) => row.approvedBy?.name ?? '' },
  { id: 'reason', title: 'Reason', width: 220, cell: (row) => row.reason ?? '' },
  { id: 'from', title: 'From', width: 200, cell: (row) => <TimeText at={row.from} /> },
  { id: 'until', title: 'Until', width: 200, cell: (row) => (row.until === null ? '' : <TimeText at={row.until} />) },
  {
    id: 'withdrawn',
    title: 'Withdrawn since',
    width: 200,
    cell: (row) => (row.withdrawnAt === null ? '' : <TimeText at={row.withdrawnAt} />),
  },
];

/** A moment, a right, a role: what the report is about, kept in the address. */
function Filters() {
  const search = useSearch();
  const set = useSetSearch();
  const [right, setRight] = useState(search.right ?? '');
  const roles = useOperation(listRoles).data?.value.roles ?? [];
  return (
    <div className="id-report">
      <DateTimeField label="At" value={search.at ?? null} onChange={(at) => set({ at })} hint="Left empty: now." />
      <TextInput
        label="Right"
        placeholder="releases.accept"
        value={right}
        onChange={(event) => setRight(event.currentTarget.value)}
        onBlur={() => set({ right: right.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ right: right.trim() });
        }}
      />
      <Select
        label="Role"
        placeholder="Any role"
        clearable
        searchable
        data={roles.map((one) => ({ value: one.role, label: one.says }))}
        value={search.role ?? null}
        onChange={(role) => set({ role })}
        clearButtonProps={{ 'aria-label': 'Clear the role' }}
      />
    </div>
  );
}

/** Who held what at a moment, by which grant, who had asked for it and who had granted it. */
export function Screen() {
  const search = useSearch();
  const asked = useOperation(accessReport, {
    query: {
      ...(search.at ? { at: search.at } : {}),
      ...(search.right ? { right: search.right } : {}),
      ...(search.role ? { role: search.role } : {}),
    },
  });
  const state = stateOf(asked, { rows: 10, height: 40 });
  const report = asked.data?.value;
  return (
    <>
      <PageHead
        title="Who could"
        sub="Who held a right or a role at a moment, by which grant, who had asked for it and who had granted it."
      >
        <Filters />
        <Button
          component="a"
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden="true" />}
          href={addressOf(exportAuthorityMatrix, {})}
          download="authority-matrix.csv"
        >
          Matrix of authority (CSV)
        </Button>
      </PageHead>
      {state !== null || report === undefined ? (
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      ) : (
        <PageFill>
          <DataGrid
            label="Access at a moment"
            columns={columns}
            rows={report.items}
            rowId={(row) => `${row.grant} ${row.person.id} ${row.route}`}
            rowLabel={(row) => `${row.person.name}, ${row.says}`}
            summary={`${report.items.length} holders`}
            remember="identity.access-report"
            empty={{ title: 'Nobody held it then', text: 'Choose another moment, right or role.' }}
          />
        </PageFill>
      )}
    </>
  );
}
