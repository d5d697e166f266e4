import type { z } from 'zod';
import type { Reach } from '../../foundation/actor.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Span } from '../../foundation/span.ts';
import type { Work } from '../../foundation/transact.ts';
import type { changeFreezeBody, changeWindowBody, registerFreezeBody, registerWindowBody, windowStates } from './contract.ts';

/** As the operations take them: units, applications and calendars by id or key; times local to the zone or instants with an offset. */
export type WindowInput = z.output<typeof registerWindowBody>;
export type WindowPatch = z.output<typeof changeWindowBody>;
export type FreezeInput = z.output<typeof registerFreezeBody>;
export type FreezePatch = z.output<typeof changeFreezeBody>;

/** A local time that the clocks skip or show twice, with what was taken. */
export type ClockNote = {
  readonly field: string;
  readonly asked: string;
  readonly case: 'gap' | 'fold';
  readonly taken: Date;
  readonly takenLocal: string;
  readonly other: Date | null;
};
export type CalendarHead = {
  readonly kind: 'window' | 'freeze';
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly state: (typeof windowStates)[number] | 'active';
  readonly version: number;
};
/** `changed` is false where nothing differed: nothing was written and nothing said. */
export type Written = CalendarHead & { readonly changed: boolean; readonly clock: readonly ClockNote[] };

export type Repeats = {
  readonly rule: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly measure: 'wall' | 'exact';
  readonly except: readonly string[];
  readonly also: readonly string[];
};
/** Units and applications by key, as plan files write them. */
export type ExportedScope = {
  readonly units: readonly string[];
  readonly applications: readonly string[];
  readonly criticalities: readonly ('low' | 'medium' | 'high' | 'critical' | 'unknown')[];
  readonly environmentClasses: readonly string[];
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
  readonly state: (typeof windowStates)[number];
  readonly note: string | null;
  readonly goLive: Date;
  readonly targets: readonly {
    readonly key: string;
    readonly name: string;
    /** From the local date of go-live; negative before it. */
    readonly days: number;
    readonly measure: 'working' | 'calendar';
  }[];
};
export type ExportedFreeze = Exported & { readonly reason: string; readonly severity: 'blocks' | 'needs-exception' | 'warns' };

/** A stretch of a window or freeze; `recordId` and `key` name the record behind it. */
export type CalendarSpan = Span & { readonly recordId: string; readonly key: string; readonly name: string };
export type CalendarSpans = {
  readonly spans: readonly CalendarSpan[];
  /** Where a recurrence could not be followed to the end: from here on silence is not "free". */
  readonly knownUntil: Date | null;
};
export type ExportFilter = { readonly after: string | null; readonly limit: number };

/** Registers a window as draft or proposed (`state`). A window that is over can only be a draft. Never locked: that is a person's decision (law 10). */
export declare function registerWindowIn(work: Work, input: WindowInput): Promise<Outcome<Written>>;
/** Proposes a draft, by id or key. From then on it is a window outside which nothing is deployed. A proposed window stays as it is. */
export declare function proposeWindowIn(work: Work, idOrKey: string): Promise<Outcome<Written>>;
/** Changes a draft or proposed window; missing leaves. Refused where it is locked or over and something would differ. The version is not compared. */
export declare function changeWindowIn(work: Work, idOrKey: string, patch: WindowPatch): Promise<Outcome<Written>>;
/** Withdraws a window (id or key). One that is withdrawn stays as it is. */
export declare function withdrawWindowIn(work: Work, idOrKey: string, reason: string): Promise<Outcome<Written>>;
export declare function registerFreezeIn(work: Work, input: FreezeInput): Promise<Outcome<Written>>;
/** Changes a freeze (id or key); what it collides with is found anew in this transaction. The version is not compared. */
export declare function changeFreezeIn(work: Work, idOrKey: string, patch: FreezePatch): Promise<Outcome<Written>>;
export declare function withdrawFreezeIn(work: Work, idOrKey: string, reason: string): Promise<Outcome<Written>>;

/** Stretches of proposed and locked windows that share time with a span and concern units of the reach. */
export declare function windowsOverlapping(db: Db | Tx, span: Span, reach: Reach): Promise<CalendarSpans>;
/** Stretches of active freezes that share time with a span and concern units of the reach. */
export declare function freezesOverlapping(db: Db | Tx, span: Span, reach: Reach): Promise<CalendarSpans>;
/** Windows and freezes by their keys in plan files, without withdrawn ones; those that do not exist are missing from the answer. */
export declare function byPlanRefs(
  db: Db | Tx,
  refs: { readonly windows?: readonly string[]; readonly freezes?: readonly string[] },
): Promise<readonly CalendarHead[]>;
/** Windows that are not withdrawn, by id; `after` is the id of the last one of the page before. At most 500. */
export declare function windowsForExport(db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedWindow[]>;
/** Active freezes, by id; `after` is the id of the last one of the page before. At most 500. */
export declare function freezesForExport(db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedFreeze[]>;
