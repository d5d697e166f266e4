import type { Span } from '../../../foundation/span.ts';
import type { FreezeState } from './freeze-machine.ts';
import type { Recurrence } from './recurrence.ts';
import type { Severity } from './restrictions.ts';
import type { Scope } from './scope.ts';
import type { ReleaseWindow, Series, TargetOffset } from './window.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** What windows, freezes and cadences share: whom they concern. */
export type Placed = {
  readonly id: string;
  readonly key: string;
  /** The nearest unit above all that it holds: rights are asked there. */
  readonly unitId: string;
  /** Units that it holds. */
  readonly unitIds: readonly string[];
  readonly scope: Scope;
  readonly version: number;
  readonly changedAt: Date;
};

export type WindowRecord = Placed & {
  readonly window: ReleaseWindow;
  readonly planRef: string | null;
  readonly note: string | null;
  readonly workingCalendarId: string | null;
  readonly slot: string | null;
  readonly restrictedUntil: Date | null;
};

export type FreezeRecord = Placed & {
  readonly planRef: string | null;
  readonly name: string;
  readonly reason: string;
  readonly state: FreezeState;
  readonly severity: Severity;
  readonly zone: string;
  readonly span: Span;
  readonly series: Series | null;
  readonly restrictedUntil: Date | null;
};

export type CadenceRecord = Placed & {
  readonly name: string;
  readonly state: 'active' | 'withdrawn';
  readonly recurrence: Recurrence;
  readonly goLiveAfterMinutes: number;
  readonly targets: readonly TargetOffset[];
  readonly workingCalendarId: string | null;
};

export type CalendarRecord = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly calendar: WorkingCalendar;
  readonly isDefault: boolean;
  readonly withdrawnAt: Date | null;
  readonly version: number;
  readonly changedAt: Date;
};
