import type { Span } from '../../../../design/timeline/types.ts';
import type { Search, SearchPatch } from '../../../../foundation/web/address.ts';
import { type ReleaseState, releaseKinds, releaseStates } from '../../contract-words.ts';

export const groupings = ['area', 'unit', 'application', 'kind', 'owner', 'state', 'none'] as const;
export type Grouping = (typeof groupings)[number];
export const groupingNames: Readonly<Record<Grouping, string>> = {
  area: 'Area',
  unit: 'Unit',
  application: 'Application',
  kind: 'Kind',
  owner: 'Owner',
  state: 'State',
  none: 'Nothing',
};

/** Windows and freezes in words; releases without a go-live. */
export const panels = ['bands', 'undated'] as const;

/** The calendar as the address says it: a link shows to everybody what its sender saw. */
export type CalendarState = {
  readonly face: 'timeline' | 'month';
  readonly group: Grouping;
  readonly span: Span | null;
  readonly month: string | null;
  readonly states: readonly ReleaseState[];
  readonly kinds: readonly (typeof releaseKinds)[number][];
  readonly unit: string | null;
  readonly owner: string | null;
  readonly application: string | null;
  readonly collisionsOnly: boolean;
  readonly shows: { readonly windows: boolean; readonly freezes: boolean };
  readonly q: string;
  readonly peek: string | null;
  /** What is open beside the calendar. */
  readonly panel: Panel | null;
};
export type Panel = (typeof panels)[number];

const among = <T extends string>(known: readonly T[], text: string | undefined): readonly T[] => {
  const asked = new Set((text ?? '').split(','));
  return known.filter((word) => asked.has(word));
};

const dayOf = (text: string | undefined): number | null => {
  const at = text !== undefined && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

function spanIn(search: Search): Span | null {
  const from = dayOf(search.from);
  const to = dayOf(search.to);
  return from === null || to === null || from >= to ? null : { from, to };
}

const textIn = (search: Search, name: string): string | null => search[name] || null;

const hidden = (search: Search, what: string): boolean => (search.hide ?? '').split(',').includes(what);

export const readCalendar = (search: Search): CalendarState => ({
  face: search.view === 'month' ? 'month' : 'timeline',
  group: among(groupings, search.group)[0] ?? 'area',
  span: spanIn(search),
  month: /^\d{4}-(0[1-9]|1[0-2])$/.test(search.month ?? '') ? (search.month ?? null) : null,
  states: among(releaseStates, search.state),
  kinds: among(releaseKinds, search.kind),
  unit: textIn(search, 'unit'),
  owner: textIn(search, 'owner'),
  application: textIn(search, 'application'),
  collisionsOnly: search.collisions === 'only',
  shows: { windows: !hidden(search, 'windows'), freezes: !hidden(search, 'freezes') },
  q: search.q ?? '',
  peek: textIn(search, 'peek'),
  panel: among(panels, search.panel)[0] ?? null,
});

const minute = 60_000;
const stamp = (at: number): string => new Date(Math.round(at / minute) * minute).toISOString().replace(':00.000Z', 'Z');

/** A span as the address keeps it. */
export const spanPatch = (span: Span): SearchPatch => ({ from: stamp(span.from), to: stamp(span.to) });

export const noFilters: SearchPatch = {
  state: null,
  kind: null,
  unit: null,
  owner: null,
  application: null,
  collisions: null,
  q: null,
};
export const hasFilters = (state: CalendarState): boolean =>
  state.states.length + state.kinds.length > 0 ||
  state.unit !== null ||
  state.owner !== null ||
  state.application !== null ||
  state.collisionsOnly ||
  state.q !== '';

const quarterStart = (at: number, by: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + by * 3, 1);
};

/**
 * What is asked of the server for a span on show: whole quarters with one more on both sides, so that scrolling finds bars already there and a little
 * motion asks for nothing new.
 */
export const loadedSpan = (span: Span): Span => ({ from: quarterStart(span.from, -1), to: quarterStart(span.to, 2) });

/** Twelve months, beginning a month ago: the plan of the year around today. */
export function yearAround(now: number): Span {
  const date = new Date(now);
  const month = (by: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
  return { from: month(-1), to: month(11) };
}
