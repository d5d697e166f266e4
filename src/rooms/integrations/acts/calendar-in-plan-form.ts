import type { ExportedCalendar, ExportedFreeze, ExportedScope, ExportedWindow } from '../../calendar/door.ts';
import { durationOfMinutes } from '../core/duration.ts';
import type { PlanFileInput } from '../core/plan-file.ts';
import { weekdays } from '../core/plan-words.ts';

type Input<K extends 'calendars' | 'windows' | 'freezes'> = NonNullable<PlanFileInput[K]>[number];
type Timed = ExportedWindow | ExportedFreeze;

/** Records that were not made by a plan go by their human key. */
export const keyOf = (one: { readonly planRef: string | null; readonly key: string }): string => one.planRef ?? one.key;

function repeatsOf({ repeats }: Timed): { repeats: NonNullable<Input<'windows'>['repeats']> } | undefined {
  if (repeats === null) return undefined;
  const { startsAt, rule, minutes, measure, except, also } = repeats;
  return {
    repeats: { first: startsAt, rule, lasts: durationOfMinutes(minutes), measure, except: [...except], also: [...also] },
  };
}

const scopeOf = (scope: ExportedScope) => ({
  units: [...scope.units],
  applications: [...scope.applications],
  criticalities: [...scope.criticalities],
  gxpOnly: scope.gxpOnly,
});

const targetOf = ({ key, name, days, measure }: ExportedWindow['targets'][number]) => ({
  key,
  name,
  ...(days > 0 ? { daysAfter: days } : { daysBefore: Math.abs(days) }),
  counted: measure,
});

export const windowInPlanForm = (one: ExportedWindow): Input<'windows'> => ({
  key: keyOf(one),
  name: one.name,
  zone: one.zone,
  ...(one.once && {
    once: { start: one.once.start.toISOString(), end: one.once.end.toISOString(), goLive: one.goLive.toISOString() },
  }),
  ...repeatsOf(one),
  scope: scopeOf(one.scope),
  targets: one.targets.map(targetOf),
  ...(one.workingCalendar === null ? {} : { workingCalendar: one.workingCalendar }),
  ...(one.note === null ? {} : { note: one.note }),
});

export const freezeInPlanForm = (one: ExportedFreeze): Input<'freezes'> => ({
  key: keyOf(one),
  name: one.name,
  reason: one.reason,
  severity: one.severity,
  zone: one.zone,
  ...(one.once && { once: { start: one.once.start.toISOString(), end: one.once.end.toISOString() } }),
  ...repeatsOf(one),
  scope: { ...scopeOf(one.scope), environmentClasses: [...one.scope.environmentClasses] },
});

export const calendarInPlanForm = ({ key, name, zone, week, holidays, isDefault }: ExportedCalendar): Input<'calendars'> => ({
  key,
  name,
  zone,
  week: Object.fromEntries(weekdays.map((day) => [day, week[day].map(({ from, to }) => `${from}-${to}`)])),
  holidays: holidays.map((holiday) => ({
    name: holiday.name,
    on: holiday.on,
    ...(holiday.rule === null ? {} : { rule: holiday.rule }),
    except: [...holiday.except],
  })),
  default: isDefault,
});

/** What the reader may not see is not named to them, and half of a scope would be another one; what was withdrawn can no longer be named by a file. */
export function beyondFile(
  one: Timed,
  seen: { readonly units: ReadonlySet<string>; readonly applications: ReadonlySet<string> },
) {
  if (one.scope.applications.some((key) => !seen.applications.has(key)))
    return 'it concerns applications that were withdrawn or lie outside your reach';
  if (one.scope.units.some((key) => !seen.units.has(key)))
    return 'it concerns units that were withdrawn or lie outside your reach';
  return null;
}
