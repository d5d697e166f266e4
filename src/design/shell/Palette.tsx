import { Kbd, ModalBaseTitle } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
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

function useFollow(): (entry: PaletteEntry) => void {
  const navigate = useAppNavigate();
  return (entry) => ('href' in entry ? navigate(entry.href) : entry.run());
}

function Entry({ entry }: { readonly entry: PaletteEntry }) {
  const follow = useFollow();
  return (
    <Spotlight.Action
      label={entry.label}
      highlightQuery
      leftSection={entry.icon}
      rightSection={entry.keys === undefined ? null : <KeyHints keys={entry.keys} />}
      onClick={() => follow(entry)}
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

const isSelected = (field: HTMLElement): boolean => field.closest('[role="dialog"]')?.querySelector('[data-selected]') !== null;

/**
 * Enter takes what is selected only in the whole answer to what was typed: an older list still stands there while people type on. Else the first entry of
 * that answer is taken, as soon as it is there. Heard before the kit, which would take what is selected in the older list.
 */
function useFirstEntry(found: Found, query: string) {
  const [wanted, setWanted] = useState<string | null>(null);
  const follow = useFollow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when the answer or the question changed
  useEffect(() => {
    if (wanted === null || wanted !== query) return setWanted(null);
    if (found.busy || found.query !== query) return;
    setWanted(null);
    const first = found.groups[0]?.entries[0];
    if (first === undefined) return;
    spotlight.close();
    follow(first);
  }, [wanted, query, found]);
  return (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || query === '') return;
    if (!found.busy && found.query === query && isSelected(event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
    setWanted(query);
  };
}

/** Ctrl-K: everything that has an address, and every act that needs no record. */
export function Palette({ providers }: { readonly providers: readonly PaletteProvider[] }) {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const found = usePaletteSearch(providers, query.trim(), opened);
  const takeFirst = useFirstEntry(found, query.trim());
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
        onKeyDownCapture={takeFirst}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        <Groups found={found} query={query.trim()} />
      </Spotlight.ActionsList>
      {found.failed.length === 0 ? null : <Spotlight.Footer>Could not search: {found.failed.join(', ')}</Spotlight.Footer>}
    </Spotlight.Root>
  );
}
