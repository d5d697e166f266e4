import { AppShell, Burger, Kbd, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { AppLink, useAppNavigate, usePath } from '../navigation.tsx';
import { LiveBadge } from './LiveBadge.tsx';
import { Mark } from './Mark.tsx';
import { NavGroups } from './NavGroups.tsx';
import { matching, openPalette, Palette } from './Palette.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SchemeToggle } from './SchemeToggle.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import type { LiveState, NavGroup, PaletteEntry, PaletteProvider, Person, PersonLink, Shortcut } from './types.ts';
import { useShortcuts } from './useShortcuts.ts';

export type ShellProps = {
  readonly groups: readonly NavGroup[];
  readonly person: Person;
  readonly live: LiveState;
  readonly onSignOut: () => void;
  readonly personLinks?: readonly PersonLink[] | undefined;
  /** What Ctrl-K searches, beside the places of the navigation. Keep it stable between renders. */
  readonly search: readonly PaletteProvider[];
  readonly shortcuts?: readonly Shortcut[] | undefined;
  /** Above every page: restored backup, read-only mode, a waived check. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
};

const placesOf = (groups: readonly NavGroup[]): readonly PaletteEntry[] =>
  groups.flatMap((group) =>
    group.items.map((item) => ({
      id: `place-${item.href}`,
      label: `Go to ${item.label}`,
      href: item.href,
      icon: <item.icon size={18} stroke={1.7} />,
      keys: item.letter === undefined ? undefined : ['g', item.letter],
    })),
  );

function useProviders(groups: readonly NavGroup[], search: readonly PaletteProvider[]): readonly PaletteProvider[] {
  return useMemo(() => {
    const places = placesOf(groups);
    const own: PaletteProvider = { id: 'places', group: 'Places', find: async (query) => matching(places, query) };
    return [own, ...search];
  }, [groups, search]);
}

const lettersOf = (groups: readonly NavGroup[]): ReadonlyMap<string, string> =>
  new Map(
    groups.flatMap((group) =>
      group.items.flatMap((item) => (item.letter === undefined ? [] : [[item.letter, item.href] as const])),
    ),
  );

const SearchButton = () => (
  <UnstyledButton className="il-omni" onClick={openPalette} aria-label="Search or jump to… Ctrl K" aria-keyshortcuts="Control+K">
    <IconSearch size={16} aria-hidden="true" />
    <span>Search or jump to…</span>
    <Kbd size="xs">Ctrl K</Kbd>
  </UnstyledButton>
);

/** The frame of every page after sign-in. */
export function Shell({
  groups,
  person,
  live,
  onSignOut,
  personLinks = [],
  search,
  shortcuts = [],
  notice,
  children,
}: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure();
  const [help, helpActs] = useDisclosure();
  const path = usePath();
  const navigate = useAppNavigate();
  const providers = useProviders(groups, search);
  const letters = useMemo(() => lettersOf(groups), [groups]);
  useShortcuts({ letters, navigate, openSearch: openPalette, openHelp: helpActs.open });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer of a narrow page closes when a place was chosen
  useEffect(close, [path]);
  return (
    <AppShell
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      header={{ height: 52 }}
      padding={0}
      className="il-shell"
    >
      <a className="il-skip" href="#main">
        Skip to content
      </a>
      <AppShell.Header className="il-header">
        <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" aria-expanded={opened} />
        <AppLink href="/" className="il-brand" aria-label="Interlock, home">
          <Mark />
          <span>Interlock</span>
        </AppLink>
        <SearchButton />
        <div className="il-header-end">
          <LiveBadge state={live} />
          <SchemeToggle />
          <PersonMenu person={person} links={personLinks} onHelp={helpActs.open} onSignOut={onSignOut} />
        </div>
      </AppShell.Header>
      <AppShell.Navbar className="il-navbar" aria-label="Main">
        <NavGroups groups={groups} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className="il-main">
        {notice === undefined ? null : <div className="il-notice">{notice}</div>}
        {children}
      </AppShell.Main>
      <Palette providers={providers} />
      <ShortcutHelp opened={help} onClose={helpActs.close} groups={groups} extra={shortcuts} />
    </AppShell>
  );
}
