import type { TimelineGroup } from '../../../../design/timeline/types.ts';
import { releaseKinds, releaseStates } from '../../contract.ts';
import { type CalendarReply, type CalendarRow, kindOfRow, stateOfRow, worded } from './rows.ts';
import type { Grouping } from './view-state.ts';

export type Place = { readonly id: string; readonly title: string };
/** The unit directly below the whole organisation under which each unit stands. */
export type Areas = ReadonlyMap<string, Place>;
export type Told = { readonly reply: CalendarReply; readonly areas: Areas };
type Placed = (row: CalendarRow, told: Told) => readonly Place[];

const noApplication: Place = { id: 'no-application', title: 'No application of its own' };

const unitPlace: Placed = (row, { reply: { units } }) => [
  { id: units[row.unit]?.id ?? 'unit', title: units[row.unit]?.name ?? 'Unknown unit' },
];

/** Under which groups a row stands: under one, but by application under each that it changes. */
const placesBy: Readonly<Record<Exclude<Grouping, 'none'>, Placed>> = {
  area: (row, told) => {
    const area = told.areas.get(told.reply.units[row.unit]?.id ?? '');
    return area === undefined ? unitPlace(row, told) : [area];
  },
  unit: unitPlace,
  application: (row, { reply: { applications } }) => {
    const own = row.changes.flatMap((place) => applications[place] ?? []);
    return own.length === 0 ? [noApplication] : own.map(({ id, name }) => ({ id, title: name }));
  },
  kind: (row) => [{ id: kindOfRow(row), title: worded(kindOfRow(row)) }],
  owner: (row, { reply: { people } }) => [
    { id: people[row.owner]?.id ?? 'nobody', title: people[row.owner]?.name ?? 'No owner' },
  ],
  state: (row) => [{ id: stateOfRow(row), title: worded(stateOfRow(row)) }],
};

export const placesOf = (row: CalendarRow, told: Told, grouping: Grouping): readonly Place[] =>
  grouping === 'none' ? [] : placesBy[grouping](row, told);

const orders: Readonly<Partial<Record<Grouping, readonly string[]>>> = { state: releaseStates, kind: releaseKinds };

/** The groups that some row stands under, in the order of their words or by name; what has none comes last. */
export function groupsOf(rows: readonly CalendarRow[], told: Told, grouping: Grouping): readonly TimelineGroup[] {
  const found = new Map<string, { title: string; count: number }>();
  for (const { id, title } of rows.flatMap((row) => placesOf(row, told, grouping))) {
    const group = found.get(id) ?? { title, count: 0 };
    group.count += 1;
    found.set(id, group);
  }
  const order = orders[grouping] ?? [];
  const rank = (id: string): number => (id === noApplication.id ? 1 : order.indexOf(id));
  return [...found]
    .map(([id, { title, count }]) => ({ id, title, note: String(count) }))
    .toSorted((a, b) => rank(a.id) - rank(b.id) || a.title.localeCompare(b.title));
}

type UnitLine = { readonly id: string; readonly name: string; readonly path: readonly string[] };

/** Areas of the organisation, out of its units with their paths from the root down. */
export function areasOf(units: readonly UnitLine[]): Areas {
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return new Map(
    units.map((unit) => {
      const id = unit.path[1] ?? unit.id;
      return [unit.id, { id, title: names.get(id) ?? unit.name }];
    }),
  );
}
