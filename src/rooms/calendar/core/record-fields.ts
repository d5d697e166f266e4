import type { RecordFields } from '../../../foundation/record.ts';
import type { Span } from '../../../foundation/span.ts';
import type { CadenceRecord, CalendarRecord, FreezeRecord, WindowRecord } from './record.ts';
import type { Recurrence } from './recurrence.ts';
import type { Scope } from './scope.ts';
import type { TargetOffset } from './window.ts';

const spanFields = (span: Span): RecordFields => ({ start: span.start.toISOString(), end: span.end.toISOString() });

const recurrenceFields = (recurrence: Recurrence | null | undefined): RecordFields | null =>
  recurrence == null
    ? null
    : {
        rule: recurrence.rule,
        startsAt: recurrence.startsAt,
        measure: recurrence.length.measure,
        minutes: recurrence.length.minutes,
        except: recurrence.except,
        also: recurrence.also,
      };

const scopeFields = (scope: Scope): RecordFields => ({
  units: scope.unitIds,
  applications: scope.applicationIds,
  criticalities: scope.criticalities,
  environmentClasses: scope.environmentClasses,
  gxpOnly: scope.gxpOnly,
});

const targetFields = (targets: readonly TargetOffset[]): RecordFields =>
  Object.fromEntries(targets.map(({ key, name, days, measure }) => [key, { name, days, measure }]));

/** A window as the ledger keeps it. */
export function windowFields(record: WindowRecord): RecordFields {
  const { window } = record;
  const lock = 'firstLock' in window ? window.firstLock : null;
  const move = window.state === 'locked' ? window.move : null;
  return {
    planRef: record.planRef,
    name: window.name,
    note: record.note,
    state: window.state,
    zone: window.zone,
    ...spanFields(window.span),
    goLive: window.goLive.toISOString(),
    repeats: recurrenceFields(window.series?.recurrence),
    seriesEnd: window.series?.end?.toISOString() ?? null,
    scope: scopeFields(record.scope),
    targets: targetFields(window.targets),
    workingCalendar: record.workingCalendarId,
    cadence: window.cadenceId,
    slot: record.slot,
    firstLock: lock === null ? null : { ...spanFields(lock.span), goLive: lock.goLive.toISOString(), at: lock.at.toISOString() },
    move:
      move === null
        ? null
        : {
            ...spanFields(move.span),
            goLive: move.goLive.toISOString(),
            askedBy: move.askedBy,
            askedAt: move.askedAt.toISOString(),
            reason: move.reason,
          },
  };
}

export const freezeFields = (record: FreezeRecord): RecordFields => ({
  planRef: record.planRef,
  name: record.name,
  reason: record.reason,
  state: record.state,
  severity: record.severity,
  zone: record.zone,
  ...spanFields(record.span),
  repeats: recurrenceFields(record.series?.recurrence),
  seriesEnd: record.series?.end?.toISOString() ?? null,
  scope: scopeFields(record.scope),
});

export const cadenceFields = (record: CadenceRecord): RecordFields => ({
  name: record.name,
  state: record.state,
  zone: record.recurrence.zone,
  repeats: recurrenceFields(record.recurrence),
  goLiveAfterMinutes: record.goLiveAfterMinutes,
  scope: scopeFields(record.scope),
  targets: targetFields(record.targets),
  workingCalendar: record.workingCalendarId,
});

export const calendarFields = (record: CalendarRecord): RecordFields => ({
  name: record.name,
  zone: record.calendar.zone,
  week: record.calendar.week,
  holidays: record.calendar.holidays.map(({ name, on, rule, except }) => ({ name, on, rule, except })),
  isDefault: record.isDefault,
  withdrawn: record.withdrawnAt !== null,
});
