import { Button, Drawer, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { createGroup, listGroups, showGroup } from '../contract.ts';
import { GroupPanel } from './GroupPanel.tsx';

import './identity.css';

type Row = ReplyOf<typeof listGroups>['items'][number];

const columns: readonly GridColumn<Row>[] = [
  { id: 'key', title: 'Key', width: 150, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 260, fixed: true, cell: (row) => row.name },
  { id: 'members', title: 'Members', width: 110, align: 'end', cell: (row) => row.members },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => (
      <StatusBadge tone={row.state === 'active' ? 'teal' : 'gray'}>{row.state === 'active' ? 'Active' : 'Withdrawn'}</StatusBadge>
    ),
  },
  { id: 'roles', title: 'Roles', width: 320, cell: (row) => row.roles.join(', ') },
];

function CreateGroup() {
  const set = useSetSearch();
  const [opened, setOpened] = useState(false);
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const ask = useAsk(createGroup, (made) => {
    setOpened(false);
    set({ group: made.id }, 'push');
  });
  const open = () => {
    setKey('');
    setName('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
        Create
      </Button>
      <FormDialog
        opened={opened}
        title="Create a group"
        confirm="Create"
        size="md"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={key.trim() !== '' && name.trim() !== ''}
        onSend={() => void ask.send({ body: { key: key.trim(), name: name.trim() } })}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          data-autofocus
          value={name}
          error={refusalFor(ask.refusals, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Key"
          required
          description="Letters, digits and hyphens; it never changes."
          value={key}
          error={refusalFor(ask.refusals, '/key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function GroupDrawer({ id }: { readonly id: string | null }) {
  const set = useSetSearch();
  const asked = useOperation(showGroup, { params: { id: id ?? '' } }, { enabled: id !== null });
  const group = asked.data?.value;
  return (
    <Drawer
      opened={id !== null}
      onClose={() => set({ group: null })}
      position="right"
      size={520}
      title={group?.name ?? 'Group'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack gap="md">
        {group === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <GroupPanel group={group} version={asked.data?.version ?? group.version} />
        )}
      </Stack>
    </Drawer>
  );
}

/** Groups of people: their roles are held by every member from the moment of joining. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const { q } = search;
  const asked = useOperationPages(
    listGroups,
    (cursor) => ({
      query: {
        limit: 100,
        state: 'active,withdrawn',
        ...(q === undefined ? {} : { q }),
        ...(cursor === undefined ? {} : { cursor }),
      },
    }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('identity');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead title="Groups" sub="Every member holds the roles of the group" actions={<CreateGroup />} />
      <PageFill>
        <DataGrid
          label="Groups"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => row.name}
          state={grid.state}
          more={grid.more}
          search={{ value: q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          onOpen={(row) => set({ group: row.id }, 'push')}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="identity.groups"
          empty={{ title: 'No group', text: 'Create one where several people hold the same roles, such as a release board.' }}
        />
      </PageFill>
      <GroupDrawer id={search.group ?? null} />
    </>
  );
}
