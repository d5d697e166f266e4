import { formatDay, formatInstant } from '../../../../design/time/format-instant.ts';
import type {
  LaneChip,
  TimelineBand,
  TimelineGroup,
  TimelineItem,
  TimelineLane,
  TimelineMarker,
} from '../../../../design/timeline/types.ts';
import { phases as knownPhases, type Phase } from '../../../../design/tokens.ts';
import { phaseKinds } from '../../contract.ts';
import { groupsOf, type Place, placesOf, type Told } from './groups.ts';
import { type CalendarRow, hitsOf, kindOfRow, looksMovable, stateOfRow, worded } from './rows.ts';
import type { Grouping } from './view-state.ts';

export const phaseNames: Readonly<Record<(typeof phaseKinds)[number], string>> = {
  plan: 'Plan',
  build: 'Build',
  integrate: 'Integrate',
  uat: 'UAT',
  deploy: 'Deploy',
  warranty: 'Warranty',
};

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

function draftsOf(row: CalendarRow, laneId: string): readonly Draft[] {
  const own = row.phases.map(([kind, start, end, name], index) => ({
    id: `${laneId}:${index}`,
    phase: phaseOf(kind),
    name,
    start,
    end,
  }));
  if (row.live === null || carrierOf(row) >= 0) return own;
  return [...own, { id: `${laneId}:live`, phase: 'deploy', name: 'Go-live', start: row.live[0], end: row.live[1] }];
}

function itemsOf(row: CalendarRow, laneId: string, zone: string): readonly TimelineItem[] {
  const drafts = draftsOf(row, laneId);
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

function markersOf(row: CalendarRow, laneId: string, zone: string): readonly TimelineMarker[] {
  const gates = row.gates.map(([at, standing, name], index) => ({
    id: `${laneId}:g${index}`,
    at,
    kind: 'gate' as const,
    label: `Gate ${name}, ${worded(standing).toLowerCase()}, due ${formatDay(at, zone)}`,
  }));
  const milestones = row.milestones.map(([at, name, done], index) => ({
    id: `${laneId}:m${index}`,
    at,
    kind: 'milestone' as const,
    label: `Milestone ${name}, ${done === 1 ? 'done' : 'due'} ${formatDay(at, zone)}`,
  }));
  const live =
    row.live === null
      ? []
      : [
          {
            id: `${laneId}:l`,
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

export type Laid = {
  readonly lanes: readonly TimelineLane[];
  readonly groups: readonly TimelineGroup[];
  /** How many releases stand under more than one group. */
  readonly shared: number;
};

/** Which release a lane shows: by application one may have several lanes. */
export const rowIdOf = (laneId: string): string => laneId.split('@')[0] ?? laneId;

const laneIdOf = (row: CalendarRow, place: Place | undefined, grouping: Grouping): string =>
  grouping === 'application' && place !== undefined ? `${row.id}@${place.id}` : row.id;

const namedAtMost = 5;

const alsoUnder = (places: readonly Place[], place: Place | undefined): string | undefined => {
  const others = places.filter((other) => other !== place).map(({ title }) => title);
  if (others.length === 0) return undefined;
  const more = others.length - namedAtMost;
  return `also under ${others.slice(0, namedAtMost).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Bands by the set of scopes that a row lies in: rows of one set share the list. */
export type BandsOfConcern = readonly (readonly TimelineBand[])[];
type Laying = Told & { readonly grouping: Grouping; readonly zone: string; readonly ofConcern: BandsOfConcern };

function lanesOfRow(row: CalendarRow, laying: Laying): readonly TimelineLane[] {
  const { grouping, zone, ofConcern } = laying;
  const places = placesOf(row, laying, grouping);
  const shared = places.length - 1;
  const chips = [...chipsOf(row), ...(shared > 0 ? [{ text: `+${shared}`, tone: 'gray' as const }] : [])];
  return (places.length === 0 ? [undefined] : places).map((place) => {
    const id = laneIdOf(row, place, grouping);
    return {
      id,
      title: row.name,
      keyText: row.key,
      href: `/releases/${row.key}`,
      chips,
      groupId: place?.id,
      note: alsoUnder(places, place),
      bands: ofConcern[row.concern],
      items: itemsOf(row, id, zone),
      markers: markersOf(row, id, zone),
    };
  });
}

/**
 * The rows as swim lanes: phases as bars, gates, milestones and go-lives as diamonds, the collision on the bar that goes live, and the windows and freezes
 * whose narrow scope each lies in. By application a release has a lane under each that it changes.
 */
export function lanesOf(rows: readonly CalendarRow[], laying: Laying): Laid {
  return {
    lanes: rows.flatMap((row) => lanesOfRow(row, laying)),
    groups: groupsOf(rows, laying, laying.grouping),
    shared: rows.filter((row) => placesOf(row, laying, laying.grouping).length > 1).length,
  };
}
