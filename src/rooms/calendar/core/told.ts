import type { Reach } from '../../../foundation/actor.ts';
import type { Span } from '../../../foundation/span.ts';
import type { FreezeState } from './freeze-machine.ts';
import type { RepeatsText } from './read-time.ts';
import type { Severity } from './restrictions.ts';
import type { TargetOffset, WindowState } from './window.ts';
import type { Criticality, EnvironmentClass } from './words.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** What other rooms are told of windows and freezes: plain values, offered by the door. */
export type CalendarHead = {
  readonly kind: 'window' | 'freeze';
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly state: WindowState | FreezeState;
  readonly version: number;
};

export type Repeats = RepeatsText;

/** Units and applications by key, as plan files write them. */
export type ExportedScope = {
  readonly units: readonly string[];
  readonly applications: readonly string[];
  readonly criticalities: readonly Criticality[];
  readonly environmentClasses: readonly EnvironmentClass[];
  readonly gxpOnly: boolean;
};
type Exported = {
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly zone: string;
  readonly once: Span | null;
  readonly repeats: Repeats | null;
  readonly scope: ExportedScope;
  readonly version: number;
};
export type ExportedWindow = Exported & {
  readonly state: WindowState;
  readonly note: string | null;
  readonly goLive: Date;
  readonly targets: readonly TargetOffset[];
  /** Key of the calendar by which its targets are counted; null: the default one, or one that was withdrawn since. */
  readonly workingCalendar: string | null;
  /** True where it was made out of a cadence, which makes it again. */
  readonly fromCadence: boolean;
};
export type ExportedFreeze = Exported & { readonly reason: string; readonly severity: Severity };

/** A stretch of a window or freeze; `recordId` and `key` name the record behind it. */
export type CalendarSpan = Span & { readonly recordId: string; readonly key: string; readonly name: string };
export type CalendarSpans = {
  readonly spans: readonly CalendarSpan[];
  /** Where a recurrence could not be followed to the end: from here on silence is not "free". */
  readonly knownUntil: Date | null;
};
/** A working calendar that stands; `week` has hours by weekday. */
export type ExportedCalendar = WorkingCalendar & {
  readonly key: string;
  readonly name: string;
  readonly isDefault: boolean;
};
/** `reach`: only what concerns units of it. */
export type ExportFilter = { readonly reach: Reach; readonly after: string | null; readonly limit: number };

/** Scopes of windows and freezes, each once; `concerns` has for each deployment asked for the positions of the narrow ones that select it. */
export type ScopesDuring = {
  readonly scopes: readonly {
    readonly recordIds: readonly string[];
    /** True where it holds everything. */
    readonly whole: boolean;
    readonly says: string;
  }[];
  readonly concerns: readonly (readonly number[])[];
};
