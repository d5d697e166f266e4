import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listPeople, listRoles, showUnit } from '../contract.ts';
import { UnitField } from './door.tsx';
import { RegisterPerson } from './RegisterPerson.tsx';

import './identity.css';

type Row = ReplyOf<typeof listPeople>['items'][number];

const columns = (says: ReadonlyMap<string, string>): readonly GridColumn<Row>[] => [
  { id: 'name', title: 'Name', width: 220, fixed: true, cell: (row) => <PersonTag name={row.name} /> },
  { id: 'email', title: 'E-mail', width: 250, fixed: true, cell: (row) => row.email },
  { id: 'unit', title: 'Unit', width: 180, cell: (row) => row.unit?.name ?? 'Whole organisation' },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => (
      <StatusBadge tone={row.state === 'active' ? 'teal' : 'gray'}>{row.state === 'active' ? 'Active' : 'Disabled'}</StatusBadge>
    ),
    filter: {
      kind: 'choice',
      options: [
        { value: 'active', label: 'Active' },
        { value: 'disabled', label: 'Disabled' },
      ],
    },
  },
  { id: 'roles', title: 'Roles now', width: 320, cell: (row) => row.roles.map((role) => says.get(role) ?? role).join(', ') },
];

function Filters({ roles }: { readonly roles: readonly { readonly value: string; readonly label: string }[] }) {
  const search = useSearch();
  const set = useSetSearch();
  const unit = useOperation(showUnit, { params: { id: search.unit ?? '' } }, { enabled: search.unit !== undefined }).data?.value;
  return (
    <div className="id-filters">
      <UnitField
        label="Unit and all below it"
        placeholder="All units"
        chosen={search.unit === undefined ? null : { value: search.unit, label: unit?.name ?? search.unit, sub: unit?.key }}
        onChange={(next) => set({ unit: next?.value })}
      />
      <Select
        label="Who holds the role"
        placeholder="Any role"
        data={[...roles]}
        value={search.role ?? null}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Clear role' }}
        onChange={(role) => set({ role })}
      />
    </div>
  );
}

/** Everybody who can sign in, or could once: nobody is ever deleted. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const { q, unit, role, state } = search;
  const query = {
    limit: 100,
    ...(q === undefined ? {} : { q }),
    ...(unit === undefined ? {} : { unit }),
    ...(role === undefined ? {} : { role }),
    ...(state === undefined ? {} : { state }),
  };
  const asked = useOperationPages(
    listPeople,
    (cursor) => ({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const known = useOperation(listRoles).data?.value.roles;
  const roles = useMemo(() => (known ?? []).map(({ role: value, says }) => ({ value, label: says })), [known]);
  const shown = useMemo(() => columns(new Map(roles.map(({ value, label }) => [value, label]))), [roles]);
  const unseen = useUnseen('identity');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="People"
        sub="Who may sign in, and what they hold by any route"
        actions={<RegisterPerson onOpen={(id) => navigate(`/admin/people/${id}`)} />}
      >
        <Filters roles={roles} />
      </PageHead>
      <PageFill>
        <DataGrid
          label="People"
          columns={shown}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => row.name}
          state={grid.state}
          more={grid.more}
          search={{ value: q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Find by name or e-mail' }}
          filters={{ state: state ?? '' }}
          onFilters={(filters) => set(filters)}
          onOpen={(row) => navigate(`/admin/people/${row.id}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="identity.people"
          empty={{ title: 'Nobody matches', text: 'Widen the filters, or register the person.' }}
        />
      </PageFill>
    </>
  );
}
