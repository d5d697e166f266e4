import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays, type Shift } from './days.ts';
import type { Series, Week } from './read-series.ts';

type Release = NonNullable<PlanFileInput['releases']>[number];
type Freeze = NonNullable<PlanFileInput['freezes']>[number];
export type Phase = NonNullable<Release['phases']>[number];
export type Milestone = NonNullable<Release['milestones']>[number];

export type ScheduledEvent = {
  readonly id: string;
  readonly title: string;
  readonly week: Week;
  readonly projectSpecific: boolean;
};

/** Events of named weeks, those of the cycle itself; an event that goes on in the next week is one event. */
export function eventsOf(series: Series): readonly ScheduledEvent[] {
  const events: ScheduledEvent[] = [];
  let before = new Set<string>();
  for (const week of series.weeks.filter(({ name }) => name !== undefined)) {
    const ids = [...week['x-project'], ...week['project-specific']];
    for (const id of ids.filter((one) => !before.has(one))) {
      const projectSpecific = !week['x-project'].includes(id);
      events.push({ id, title: series.titles.get(id) ?? id, week, projectSpecific });
    }
    before = new Set(ids);
  }
  return events;
}

/** The event of the series' own cycle: `e-rc1` of Epoxy; an `f-…` event prepares the next one. */
export const ownEvent = (
  series: Series,
  events: readonly ScheduledEvent[],
  ...names: readonly string[]
): ScheduledEvent | undefined => events.findLast(({ id }) => names.some((name) => id === `${series.name.slice(0, 1)}-${name}`));

/** "Deadlines are generally the Thursday of the week on which they are noted" (the published schedule pages). */
export const deadlineOf = (week: Week): string => addDays(week.start, 3);

/** The week of the coordinated release: the event says it; `release-week` is not always kept up to date. */
export const finalWeek = (series: Series, events: readonly ScheduledEvent[]): string =>
  ownEvent(series, events, 'final', 'release')?.week.start ?? series.releaseWeek;

export function goLiveOf(series: Series, events: readonly ScheduledEvent[], shift: Shift): { start: string; end: string } {
  const week = finalWeek(series, events);
  const day = series.releaseDay;
  const known = day !== undefined && day >= week && day < addDays(week, 7);
  // Where the day is not known, the whole week is: nothing narrower is written in the data.
  return known
    ? { start: shift.day(day), end: shift.day(addDays(day, 1)) }
    : { start: shift.day(week), end: shift.day(addDays(week, 5)) };
}

export function milestonesOf(events: readonly ScheduledEvent[], shift: Shift): Milestone[] {
  const times = new Map<string, number>();
  return events.map(({ id, title, week }) => {
    const nth = (times.get(id) ?? 0) + 1;
    times.set(id, nth);
    return { key: nth === 1 ? id : `${id}-${nth}`, name: title, at: shift.day(deadlineOf(week)) };
  });
}

/** The cycle read as phases: from one deadline of the schedule to the next. A phase whose ends are not scheduled is left out. */
export function phasesOf(series: Series, events: readonly ScheduledEvent[], shift: Shift): Phase[] {
  const after = (...names: readonly string[]): string | undefined => {
    const event = ownEvent(series, events, ...names);
    return event && addDays(deadlineOf(event.week), 1);
  };
  const week = finalWeek(series, events);
  const bounds = [
    ['plan', 'Planning, to the first milestone', series.startWeek, after('1')],
    ['build', 'Development, to feature freeze', after('1'), after('ff', '3')],
    ['integrate', 'Integration, to the first release candidate', after('ff', '3'), after('rc1')],
    ['uat', 'Release candidates', after('rc1'), after('finalrc')],
    ['deploy', 'Release week', week, addDays(week, 5)],
  ] as const;
  return bounds.flatMap(([kind, name, start, end]) =>
    start !== undefined && end !== undefined && start < end
      ? [{ key: kind, name, kind, start: shift.day(start), end: shift.day(end) }]
      : [],
  );
}

/**
 * The freezes with an end in the published rules: features, requirements and soft strings until the release candidates, hard
 * strings from there to the release. Freezes of which only the beginning is scheduled stay milestones.
 */
export function freezesOf(series: Series, events: readonly ScheduledEvent[], shift: Shift, scopeUnit: string): Freeze[] {
  const candidates = ownEvent(series, events, 'rc1');
  if (!candidates) return [];
  const opened = addDays(deadlineOf(candidates.week), 1);
  const kinds = [
    ['ff', 'No change that adds a feature is accepted before the release candidates.', opened],
    ['rf', 'Requirements stay as they are until the stable branches are made with the release candidates.', opened],
    ['soft-sf', 'No change of texts that users see is accepted before the release candidates.', opened],
    ['hard-sf', 'Texts are not changed, added or removed, so that translators can finish.', finalWeek(series, events)],
  ] as const;
  return kinds.flatMap(([name, reason, end]) => {
    const event = ownEvent(series, events, name);
    if (!event) return [];
    const start = deadlineOf(event.week);
    const once = { start: shift.day(start), end: shift.day(end) };
    return start < end
      ? [{ key: `${series.name}-${name}`, name: event.title, reason, zone: 'UTC', once, scope: { units: [scopeUnit] } }]
      : [];
  });
}
