import type { ComponentType } from 'react';
import type { Search } from './address.ts';

/** States that a screen can be in; a walk visits each that a screen declares, by answering for the operations in `feeds`. */
export const screenStates = ['empty', 'loading', 'error', 'no-right', 'stale', 'full'] as const;
export type ScreenState = (typeof screenStates)[number];

/** Places of the navigation, in their order. */
export const navPlaces = ['start', 'plan', 'deliver', 'assure', 'rules', 'access', 'admin'] as const;
export type NavPlace = (typeof navPlaces)[number];

export type ScreenIcon = ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;

export type ScreenNav = {
  readonly place: NavPlace;
  readonly label: string;
  readonly icon: ScreenIcon;
  /** Addresses that belong to this place though they do not lie below its path. */
  readonly also?: readonly string[];
  /** `g` and this letter. */
  readonly letter?: string;
  /** Within its place, low first. */
  readonly order: number;
};

/** Parameters of the path, decoded: `/releases/$key` gives `key`. */
export type ScreenParams = Readonly<Record<string, string>>;
export type ScreenProps = { readonly params: ScreenParams };

/** A question that a screen will ask as soon as it stands (`queryOf`). */
export type Foreseen = {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<unknown>;
};

export type ScreenModule = { readonly Screen: ComponentType<ScreenProps> };

/**
 * One screen of a room. `src/rooms/<room>/web/routes.tsx` exports `screens: readonly ScreenDeclaration[]`; it is part of the first load and so imports nothing
 * but icons, and the contracts of what is asked `ahead`: the screen itself comes with `load`.
 */
export type ScreenDeclaration = {
  /** `room.screen` */
  readonly id: string;
  /** `/releases/$key` */
  readonly path: string;
  /** A last part of the path that may be left out: `tab` makes `/releases/$key` answer `/releases/$key/schedule` too. */
  readonly tail?: string;
  readonly title: string;
  /** The right without which the navigation and the palette do not offer it; null for everybody. The server decides again. */
  readonly right: string | null;
  readonly nav?: ScreenNav;
  readonly states: readonly ScreenState[];
  /** Ids of the operations that fill it; the first is the one whose absence makes the screen's state. */
  readonly feeds: readonly [string, ...string[]];
  /** An address of this screen with real parameters, for the walk: asked of a list operation where the path has parameters. A field may lie deeper (`subject.id`); `more` are further parameters with their fields. */
  readonly sample?: {
    readonly list: string;
    readonly param: string;
    readonly field: string;
    readonly more?: Readonly<Record<string, string>>;
  };
  /** The module exports `Screen`. */
  readonly load: () => Promise<ScreenModule>;
  /** What it will ask for at an address, where that is worth asking while its file is still on the way. Part of the first load, too. */
  readonly ahead?: (search: Search) => readonly Foreseen[];
};
