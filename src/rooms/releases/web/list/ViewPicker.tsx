import { Button, Chip, Group, Popover, Select, TextInput } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useSearch, useSetSearch } from '../../../../foundation/web/address.ts';
import { effective, queryNames, viewOf, views } from './list-query.ts';

type Kept = { readonly name: string; readonly query: Readonly<Record<string, string>> };
const noKept: readonly Kept[] = [];

function KeepView({ onKeep }: { readonly onKeep: (name: string) => void }) {
  const [opened, { toggle, close }] = useDisclosure();
  const [name, setName] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onKeep(name.trim());
    close();
  };
  return (
    <Popover opened={opened} onDismiss={close} trapFocus withinPortal width={260}>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" onClick={toggle}>
          Keep this view
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Keep this view">
        <form onSubmit={send}>
          <Group align="end" gap="xs" wrap="nowrap">
            <TextInput label="Name of the view" value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <Button type="submit">Keep</Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Saved views: each is an address, so that it can be sent to somebody else; own ones are kept in this browser. */
export function ViewPicker() {
  const search = useSearch();
  const set = useSetSearch();
  const [kept, setKept] = useLocalStorage<readonly Kept[]>({ key: 'interlock.views.releases', defaultValue: noKept });
  const now = effective(search);
  const cleared = Object.fromEntries(queryNames.map((name) => [name, null]));
  const own = kept.find((one) => queryNames.every((name) => one.query[name] === now[name]));
  const chosen = own === undefined ? viewOf(search) : `own:${own.name}`;
  const choose = (id: string | null) => {
    const mine = kept.find((one) => `own:${one.name}` === id);
    if (mine !== undefined) set({ ...cleared, view: null, ...mine.query }, 'push');
    else if (id !== null) set({ ...cleared, view: id }, 'push');
  };
  const keep = (name: string) => setKept([...kept.filter((one) => one.name !== name), { name, query: now }]);
  const toggle = (name: 'late' | 'open', on: boolean) => set({ ...cleared, ...now, view: null, [name]: on ? 'true' : null });
  return (
    <Group gap="xs">
      <Select
        aria-label="View"
        placeholder="Own filters"
        w={210}
        allowDeselect={false}
        value={chosen}
        onChange={choose}
        data={[
          { group: 'Views', items: views.map(({ id, label }) => ({ value: id, label })) },
          { group: 'Kept in this browser', items: kept.map(({ name }) => ({ value: `own:${name}`, label: name })) },
        ]}
      />
      <Chip size="xs" variant="outline" checked={now.open === 'true'} onChange={(on) => toggle('open', on)}>
        Open only
      </Chip>
      <Chip size="xs" variant="outline" checked={now.late === 'true'} onChange={(on) => toggle('late', on)}>
        Late only
      </Chip>
      {chosen === null ? <KeepView onKeep={keep} /> : null}
    </Group>
  );
}
