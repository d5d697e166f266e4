import type { CadenceRecord, CalendarRecord, FreezeRecord, WindowRecord } from '../core/record.ts';
import type { Recurrence } from '../core/recurrence.ts';
import type { Severity } from '../core/restrictions.ts';
import type { Scope } from '../core/scope.ts';
import type { FirstLock, MoveRequest, ReleaseWindow, TargetOffset, WindowState } from '../core/window.ts';
import type { WorkingCalendar } from '../core/working-calendar.ts';

type PlacedRow = {
  readonly id: string;
  readonly key: string;
  readonly unit_id: string;
  readonly unit_ids: readonly string[];
  readonly scope: Scope;
  readonly version: number;
  readonly changed_at: Date;
};
type TimedRow = {
  readonly zone: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly recurrence: Recurrence | null;
  readonly series_end: Date | null;
  readonly restricted_until: Date | null;
};
export type WindowRow = PlacedRow &
  TimedRow & {
    readonly plan_ref: string | null;
    readonly name: string;
    readonly note: string | null;
    readonly state: WindowState;
    readonly go_live: Date;
    readonly targets: readonly TargetOffset[];
    readonly working_calendar_id: string | null;
    readonly cadence_id: string | null;
    readonly slot: string | null;
    readonly locked_start: Date | null;
    readonly locked_end: Date | null;
    readonly locked_go_live: Date | null;
    readonly locked_at: Date | null;
    readonly move_asked_by: string | null;
    readonly move_asked_at: Date | null;
    readonly move_start: Date | null;
    readonly move_end: Date | null;
    readonly move_go_live: Date | null;
    readonly move_reason: string | null;
  };
export type FreezeRow = PlacedRow &
  TimedRow & {
    readonly plan_ref: string | null;
    readonly name: string;
    readonly reason: string;
    readonly state: 'active' | 'withdrawn';
    readonly severity: Severity;
  };
export type CadenceRow = PlacedRow & {
  readonly name: string;
  readonly state: 'active' | 'withdrawn';
  readonly zone: string;
  readonly recurrence: Recurrence;
  readonly go_live_after_minutes: number;
  readonly targets: readonly TargetOffset[];
  readonly working_calendar_id: string | null;
};
export type CalendarRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly zone: string;
  readonly week: WorkingCalendar['week'];
  readonly holidays: WorkingCalendar['holidays'];
  readonly is_default: boolean;
  readonly withdrawn_at: Date | null;
  readonly version: number;
  readonly changed_at: Date;
};

const placedOf = (row: PlacedRow) => ({
  id: row.id,
  key: row.key,
  unitId: row.unit_id,
  unitIds: row.unit_ids,
  scope: row.scope,
  version: row.version,
  changedAt: row.changed_at,
});

const seriesOf = (row: TimedRow) => (row.recurrence === null ? null : { recurrence: row.recurrence, end: row.series_end });

function firstLockOf(row: WindowRow): FirstLock | null {
  if (row.locked_start === null || row.locked_end === null || row.locked_go_live === null || row.locked_at === null) return null;
  return { span: { start: row.locked_start, end: row.locked_end }, goLive: row.locked_go_live, at: row.locked_at };
}

function moveOf(row: WindowRow): MoveRequest | null {
  if (row.move_asked_by === null || row.move_asked_at === null || row.move_reason === null) return null;
  if (row.move_start === null || row.move_end === null || row.move_go_live === null) return null;
  return {
    askedBy: row.move_asked_by,
    askedAt: row.move_asked_at,
    span: { start: row.move_start, end: row.move_end },
    goLive: row.move_go_live,
    reason: row.move_reason,
  };
}

function windowOf(row: WindowRow): ReleaseWindow {
  const base = {
    id: row.id,
    name: row.name,
    cadenceId: row.cadence_id,
    zone: row.zone,
    span: { start: row.starts_at, end: row.ends_at },
    series: seriesOf(row),
    goLive: row.go_live,
    targets: row.targets,
  };
  const firstLock = firstLockOf(row);
  const { state } = row;
  if (state === 'draft' || state === 'proposed') return { ...base, state };
  if (state === 'lapsed' || state === 'withdrawn') return { ...base, state, firstLock };
  if (firstLock === null) throw new Error(`window ${row.key} is ${state} and was never locked`);
  return state === 'locked' ? { ...base, state, firstLock, move: moveOf(row) } : { ...base, state, firstLock };
}

export const toWindow = (row: WindowRow): WindowRecord => ({
  ...placedOf(row),
  window: windowOf(row),
  planRef: row.plan_ref,
  note: row.note,
  workingCalendarId: row.working_calendar_id,
  slot: row.slot,
  restrictedUntil: row.restricted_until,
});

export const toFreeze = (row: FreezeRow): FreezeRecord => ({
  ...placedOf(row),
  planRef: row.plan_ref,
  name: row.name,
  reason: row.reason,
  state: row.state,
  severity: row.severity,
  zone: row.zone,
  span: { start: row.starts_at, end: row.ends_at },
  series: seriesOf(row),
  restrictedUntil: row.restricted_until,
});

export const toCadence = (row: CadenceRow): CadenceRecord => ({
  ...placedOf(row),
  name: row.name,
  state: row.state,
  recurrence: row.recurrence,
  goLiveAfterMinutes: row.go_live_after_minutes,
  targets: row.targets,
  workingCalendarId: row.working_calendar_id,
});

export const toCalendar = (row: CalendarRow): CalendarRecord => ({
  id: row.id,
  key: row.key,
  name: row.name,
  calendar: { zone: row.zone, week: row.week, holidays: row.holidays },
  isDefault: row.is_default,
  withdrawnAt: row.withdrawn_at,
  version: row.version,
  changedAt: row.changed_at,
});
