import type { ComponentType, ReactNode } from 'react';

export type IconProps = { readonly size?: number | string; readonly stroke?: number | string };

export type NavItem = {
  readonly label: string;
  readonly href: string;
  readonly icon: ComponentType<IconProps>;
  /** Addresses that belong to it though they do not lie below its own. */
  readonly also?: readonly string[] | undefined;
  /** Pressed after `g`. */
  readonly letter?: string | undefined;
  /** Things that wait for the reader. */
  readonly badge?: number | undefined;
};

/** Plan, Deliver, Assure, Rules, Access, Admin; a group without a title stands first. */
export type NavGroup = { readonly title?: string | undefined; readonly items: readonly NavItem[] };

export const liveStates = ['live', 'reconnecting', 'offline'] as const;
export type LiveState = (typeof liveStates)[number];

export type Person = { readonly name: string; readonly sub?: string | undefined };
export type PersonLink = { readonly label: string; readonly href: string };

/** A key that a page adds to the help. */
export type Shortcut = { readonly keys: readonly string[]; readonly text: string };

export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  readonly sub?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: readonly string[] | undefined;
} & ({ readonly href: string } | { readonly run: () => void });

export type PaletteProvider = {
  readonly id: string;
  readonly group: string;
  /** Called with the trimmed text, empty at first; answers with the best few. */
  readonly find: (query: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>;
};

export type PersonMenuProps = {
  readonly person: Person;
  readonly links: readonly PersonLink[];
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
};
