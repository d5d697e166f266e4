import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays, type Shift } from './days.ts';
import { applicationKey, unitOf } from './portfolio.ts';
import type { Deliverable, Series } from './read-series.ts';
import { finalWeek, goLiveOf, milestonesOf, ownEvent, phasesOf, type ScheduledEvent } from './schedule.ts';

type Release = NonNullable<PlanFileInput['releases']>[number];

export const isTrailing = (deliverable: Deliverable): boolean =>
  deliverable.type === 'trailing' || deliverable['release-model'] === 'cycle-trailing';

/** Untagged deliverables are branched and never released. */
const isReleased = (deliverable: Deliverable): boolean => deliverable['release-model'] !== 'untagged';

const isPreview = (version: string): boolean => /(?:a|b|rc)\d+$/.test(version);

/** The last full version that the data show up to the release week; none is made up. */
function versionOf(series: Series, name: string, until: string): string | undefined {
  return series.requests
    .filter((request) => request.deliverable === name && request.kind === 'version' && request.approved_at.slice(0, 10) < until)
    .filter(({ value }) => !isPreview(value))
    .toSorted((one, two) => (one.approved_at < two.approved_at ? -1 : 1))
    .at(-1)?.value;
}

/** By the highest step among its versions: 31.0.0 is major, 4.2.0 minor, 1.2.3 a patch. */
function classOf(versions: readonly string[]): Release['class'] {
  if (versions.some((version) => /^\d+\.0\.0$/.test(version))) return 'major';
  return versions.length === 0 || versions.some((version) => /\.0$/.test(version)) ? 'minor' : 'patch';
}

/** `e-nova-spec-freeze` belongs to nova, `e-oslo-…` to the team oslo, `e-openstackclient-…` to the team of python-openstackclient. */
export function teamOfEvent(event: ScheduledEvent, deliverables: readonly Deliverable[]): string | undefined {
  const word = event.id.split(/[-_]/)[1] ?? '';
  const match =
    deliverables.find(({ team }) => unitOf(team) === unitOf(word)) ??
    deliverables.find(({ name }) => name === word || name === `python-${word}`);
  return match?.team;
}

type Context = {
  readonly series: Series;
  readonly events: readonly ScheduledEvent[];
  readonly shift: Shift;
  readonly owner: string | undefined;
  readonly train: string;
};

/** A cycle-trailing team follows later: on the date that the schedule names for it, or on one that nobody knows yet. */
function trailingTimes({ series, events, shift }: Context): Pick<Release, 'goLive'> {
  const event = ownEvent(series, events, 'trailing-release');
  return event
    ? { goLive: { start: shift.day(event.week.start), end: shift.day(addDays(event.week.start, 5)), zone: 'UTC' } }
    : {};
}

function releaseOf(team: string, trailing: boolean, members: readonly Deliverable[], context: Context): Release {
  const { series, events, shift, owner, train } = context;
  const until = addDays(finalWeek(series, events), 7);
  const applications = members.map(({ name }) => {
    const version = trailing ? undefined : versionOf(series, name, until);
    return { key: applicationKey(name), role: 'changed' as const, ...(version !== undefined && { version }) };
  });
  const own = events.filter((event) => event.projectSpecific && teamOfEvent(event, series.deliverables) === team);
  const unit = unitOf(team);
  return {
    key: `${series.name}-${unit.slice(unit.indexOf('-') + 1)}${trailing ? '-trailing' : ''}`,
    name: `${team}, ${series.name}${trailing ? ' (cycle-trailing)' : ''}`,
    kind: 'project',
    class: classOf(applications.flatMap(({ version }) => version ?? [])),
    unit,
    ...(owner !== undefined && { owner }),
    parent: train,
    applications,
    ...(trailing
      ? trailingTimes(context)
      : {
          phases: phasesOf(series, events, shift),
          milestones: milestonesOf(own, shift),
          goLive: { ...goLiveOf(series, events, shift), zone: 'UTC' },
        }),
  };
}

/** One project release for each team, and a second one for what it releases after the train. */
export function teamReleases(context: Context): Release[] {
  const groups = Map.groupBy(
    context.series.deliverables.filter(isReleased),
    (one) => `${isTrailing(one) ? 'trailing' : 'cycle'} ${one.team}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first ? [releaseOf(first.team, isTrailing(first), members, context)] : [];
  });
}
