import { formatDay, formatInstant } from '../../../../design/time/format-instant.ts';
import type { LaneChip, TimelineGroup, TimelineItem, TimelineLane, TimelineMarker } from '../../../../design/timeline/types.ts';
import { phases as knownPhases, type Phase } from '../../../../design/tokens.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { phaseKinds, type releaseCalendar, releaseKinds, releaseStates } from '../../contract.ts';
import type { CalendarState, Grouping } from './view-state.ts';

export type CalendarReply = ReplyOf<typeof releaseCalendar>;
export type CalendarRow = CalendarReply['rows'][number];

const over: ReadonlySet<string> = new Set(['closed', 'closed-failed', 'rejected', 'cancelled', 'backed-out']);
export const phaseNames: Readonly<Record<(typeof phaseKinds)[number], string>> = {
  plan: 'Plan',
  build: 'Build',
  integrate: 'Integrate',
  uat: 'UAT',
  deploy: 'Deploy',
  warranty: 'Warranty',
};

/** "in-progress" as a person reads it. */
export const worded = (word: string): string => {
  const text = word.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const stateOfRow = (row: CalendarRow): string => releaseStates[row.state] ?? 'proposed';
export const kindOfRow = (row: CalendarRow): string => releaseKinds[row.kind] ?? 'project';
export const hitsOf = (row: CalendarRow): number => row.hits[0] + row.hits[1];
/** Whether a drag is worth offering; what may be done is the server's answer, asked before anything is sent. */
export const looksMovable = (row: CalendarRow): boolean => row.imported === 0 && !over.has(stateOfRow(row));

const phaseOf = (position: number): Phase => {
  const kind = phaseKinds[position];
  return knownPhases.find((phase) => phase === kind) ?? 'plan';
};

const collisionText = ([blocking, warning]: CalendarRow['hits']): string => {
  const parts = [blocking === 0 ? '' : `${blocking} blocking`, warning === 0 ? '' : `${warning} warning`].filter(Boolean);
  return parts.length === 0 ? '' : `. In collision: ${parts.join(', ')}`;
};

type Draft = { readonly name: string; readonly phase: Phase; readonly start: number; readonly end: number; readonly id: string };

/** Which phase carries the go-live: the deployment, else the last one that holds it; -1 where none does and the go-live gets a bar of its own. */
function carrierOf(row: CalendarRow): number {
  const { live } = row;
  if (live === null) return -1;
  const holds = ([, start, end]: CalendarRow['phases'][number]): boolean => start <= live[0] && end >= live[1];
  const deploys = row.phases.findIndex((phase) => phaseOf(phase[0]) === 'deploy' && holds(phase));
  return deploys >= 0 ? deploys : row.phases.findLastIndex(holds);
}

function draftsOf(row: CalendarRow): readonly Draft[] {
  const own = row.phases.map(([kind, start, end, name], index) => ({
    id: `${row.id}:${index}`,
    phase: phaseOf(kind),
    name,
    start,
    end,
  }));
  if (row.live === null || carrierOf(row) >= 0) return own;
  return [...own, { id: `${row.id}:live`, phase: 'deploy', name: 'Go-live', start: row.live[0], end: row.live[1] }];
}

function itemsOf(row: CalendarRow, zone: string): readonly TimelineItem[] {
  const drafts = draftsOf(row);
  const carrier = carrierOf(row);
  const hit = hitsOf(row) > 0;
  const movable = looksMovable(row) && row.live !== null;
  return drafts.map((draft, index) => {
    const collision = hit && (carrier < 0 ? index === drafts.length - 1 : index === carrier);
    const span = `${formatDay(draft.start, zone)} to ${formatDay(draft.end - 1, zone)}`;
    return {
      id: draft.id,
      start: draft.start,
      end: draft.end,
      phase: draft.phase,
      label: draft.name,
      aria: `${draft.name} of ${row.key} ${row.name}, ${span}${collision ? collisionText(row.hits) : ''}`,
      collision,
      movable,
    };
  });
}

function markersOf(row: CalendarRow, zone: string): readonly TimelineMarker[] {
  const gates = row.gates.map(([at, standing, name], index) => ({
    id: `${row.id}:g${index}`,
    at,
    kind: 'gate' as const,
    label: `Gate ${name}, ${worded(standing).toLowerCase()}, due ${formatDay(at, zone)}`,
  }));
  const milestones = row.milestones.map(([at, name, done], index) => ({
    id: `${row.id}:m${index}`,
    at,
    kind: 'milestone' as const,
    label: `Milestone ${name}, ${done === 1 ? 'done' : 'due'} ${formatDay(at, zone)}`,
  }));
  const live =
    row.live === null
      ? []
      : [
          {
            id: `${row.id}:l`,
            at: row.live[0],
            kind: 'goLive' as const,
            label: `Go-live of ${row.key}, ${formatInstant(row.live[0], zone)}`,
          },
        ];
  return [...milestones, ...gates, ...live];
}

function chipsOf(row: CalendarRow): readonly LaneChip[] {
  const [blocking, warning] = row.hits;
  const chips: LaneChip[] = [];
  if (blocking > 0) chips.push({ text: `${blocking} blocked`, tone: 'red' });
  else if (warning > 0) chips.push({ text: `${warning} warned`, tone: 'yellow' });
  if (row.late === 1) chips.push({ text: 'Late', tone: 'orange' });
  if (kindOfRow(row) === 'emergency') chips.push({ text: 'Emergency', tone: 'grape' });
  if (stateOfRow(row) === 'on-hold') chips.push({ text: 'On hold', tone: 'gray' });
  return chips.slice(0, 2);
}

type Place = { readonly id: string; readonly title: string };
/** The unit directly below the whole organisation under which each unit stands. */
export type Areas = ReadonlyMap<string, Place>;
type Told = { readonly reply: CalendarReply; readonly areas: Areas };
type Placed = (row: CalendarRow, told: Told) => Place;

const unitPlace: Placed = (row, { reply: { units } }) => ({
  id: units[row.unit]?.id ?? 'unit',
  title: units[row.unit]?.name ?? 'Unknown unit',
});

const placeOf: Readonly<Record<Exclude<Grouping, 'none'>, Placed>> = {
  area: (row, told) => told.areas.get(told.reply.units[row.unit]?.id ?? '') ?? unitPlace(row, told),
  unit: unitPlace,
  kind: (row) => ({ id: kindOfRow(row), title: worded(kindOfRow(row)) }),
  owner: (row, { reply: { people } }) => ({
    id: people[row.owner]?.id ?? 'nobody',
    title: people[row.owner]?.name ?? 'No owner',
  }),
  state: (row) => ({ id: stateOfRow(row), title: worded(stateOfRow(row)) }),
};

const matches = (row: CalendarRow, q: string): boolean =>
  q === '' || `${row.key} ${row.name}`.toLowerCase().includes(q.toLowerCase());

/** Rows that the reader asked for, beyond what the server has filtered. */
export const rowsShown = (reply: CalendarReply, state: Pick<CalendarState, 'q' | 'collisionsOnly'>): readonly CalendarRow[] =>
  reply.rows.filter((row) => matches(row, state.q) && (!state.collisionsOnly || hitsOf(row) > 0));

/** Known rows keep their order and new ones come last, so that news never moves a row under the pointer. */
export function inStableOrder<R extends { readonly id: string }>(
  rows: readonly R[],
  known: ReadonlyMap<string, number>,
): readonly R[] {
  const rank = (row: R): number => known.get(row.id) ?? Number.MAX_SAFE_INTEGER;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

export const orderOf = (rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map(rows.map((row, index) => [row.id, index]));

function groupsOf(rows: readonly CalendarRow[], told: Told, grouping: Grouping): readonly TimelineGroup[] {
  if (grouping === 'none') return [];
  const found = new Map<string, { title: string; count: number }>();
  for (const row of rows) {
    const place = placeOf[grouping](row, told);
    const group = found.get(place.id) ?? { title: place.title, count: 0 };
    group.count += 1;
    found.set(place.id, group);
  }
  const order = grouping === 'state' ? releaseStates.map(String) : grouping === 'kind' ? releaseKinds.map(String) : [];
  return [...found]
    .map(([id, { title, count }]) => ({ id, title, note: String(count) }))
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id) || a.title.localeCompare(b.title));
}

export type Laid = {
  readonly lanes: readonly TimelineLane[];
  readonly groups: readonly TimelineGroup[];
};

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

/** The rows as swim lanes: phases as bars, gates, milestones and go-lives as diamonds, the collision on the bar that goes live. */
export function lanesOf(rows: readonly CalendarRow[], told: Told, grouping: Grouping, zone: string): Laid {
  const lanes = rows.map((row) => ({
    id: row.id,
    title: row.name,
    keyText: row.key,
    href: `/releases/${row.key}`,
    chips: chipsOf(row),
    groupId: grouping === 'none' ? undefined : placeOf[grouping](row, told).id,
    items: itemsOf(row, zone),
    markers: markersOf(row, zone),
  }));
  return { lanes, groups: groupsOf(rows, told, grouping) };
}
