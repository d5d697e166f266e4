import { Kbd, ModalBaseTitle } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useAppNavigate } from '../navigation.tsx';
import type { PaletteEntry, PaletteProvider } from './types.ts';
import { type Found, usePaletteSearch } from './usePaletteSearch.ts';

export const openPalette = (): void => spotlight.open();

/** Entries of a fixed list whose words contain all words of the query. */
export function matching(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = `${entry.label} ${entry.sub ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function KeyHints({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="il-palette-keys">
      {keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}

function Entry({ entry }: { readonly entry: PaletteEntry }) {
  const navigate = useAppNavigate();
  return (
    <Spotlight.Action
      label={entry.label}
      highlightQuery
      leftSection={entry.icon}
      rightSection={entry.keys === undefined ? null : <KeyHints keys={entry.keys} />}
      onClick={() => ('href' in entry ? navigate(entry.href) : entry.run())}
      {...(entry.sub === undefined ? {} : { description: entry.sub })}
    />
  );
}

function Groups({ found, query }: { readonly found: Found; readonly query: string }) {
  if (found.groups.length > 0) {
    return found.groups.map((group) => (
      <Spotlight.ActionsGroup key={group.id} label={group.label}>
        {group.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Spotlight.ActionsGroup>
    ));
  }
  return <Spotlight.Empty>{found.busy ? 'Searching' : query === '' ? 'Type to search' : 'Nothing found'}</Spotlight.Empty>;
}

/** Ctrl-K: everything that has an address, and every act that needs no record. */
export function Palette({ providers }: { readonly providers: readonly PaletteProvider[] }) {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const found = usePaletteSearch(providers, query.trim(), opened);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      clearQueryOnClose
      centered={false}
      scrollable
      maxHeight="min(480px, 70vh)"
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
    >
      <ModalBaseTitle className="il-only-read">Search and commands</ModalBaseTitle>
      <Spotlight.Search
        placeholder="Search or jump to…"
        aria-label="Search or jump to"
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        <Groups found={found} query={query.trim()} />
      </Spotlight.ActionsList>
      {found.failed.length === 0 ? null : <Spotlight.Footer>Could not search: {found.failed.join(', ')}</Spotlight.Footer>}
    </Spotlight.Root>
  );
}
