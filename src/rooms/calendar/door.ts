import type { Reach } from '../../foundation/actor.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Span } from '../../foundation/span.ts';
import type { Work } from '../../foundation/transact.ts';
import * as changeFreeze from './acts/change-freeze.ts';
import * as changeWindow from './acts/change-window.ts';
import {
  type CalendarInput,
  type CalendarWritten,
  putCalendarIn as putCalendar,
  withdrawCalendarIn as withdrawCalendar,
} from './acts/keep-calendar.ts';
import type { FreezeWritten } from './acts/keep-freeze.ts';
import type { WindowWritten } from './acts/keep-window.ts';
import * as registerFreeze from './acts/register-freeze.ts';
import * as registerWindow from './acts/register-window.ts';
import { actOnWindowIn } from './acts/step-window.ts';
import * as withdrawFreeze from './acts/withdraw-freeze.ts';
import type { ClockNote } from './core/read-time.ts';
import type {
  CalendarHead,
  CalendarSpan,
  CalendarSpans,
  ExportedCalendar,
  ExportedFreeze,
  ExportedScope,
  ExportedWindow,
  ExportFilter,
  Repeats,
  ScopesDuring,
} from './core/told.ts';
import * as rooms from './store/for-rooms.ts';
import * as scopes from './store/scopes-during.ts';

/** As the operations take them: units, applications and calendars by id or key; times local to the zone or instants with an offset. */
export type WindowInput = registerWindow.WindowInput;
export type WindowPatch = changeWindow.WindowPatch;
export type FreezeInput = registerFreeze.FreezeInput;
export type FreezePatch = changeFreeze.FreezePatch;
/** `changed` is false where nothing differed: nothing was written and nothing said. `clock`: local times that the clocks skip or show twice. */
export type Written = WindowWritten | FreezeWritten;
export type {
  CalendarHead,
  CalendarSpan,
  CalendarSpans,
  ClockNote,
  ExportedCalendar,
  ExportedFreeze,
  ExportedScope,
  ExportedWindow,
  ExportFilter,
  Repeats,
};

/** Registers a window as draft or proposed (`state`). A window that is over can only be a draft. Never locked: that is a person's decision (law 10). */
export const registerWindowIn = (work: Work, input: WindowInput): Promise<Outcome<WindowWritten>> =>
  registerWindow.registerWindowIn(work, input);

/** Proposes a draft, by id or key. From then on it is a window outside which nothing is deployed. A proposed window stays as it is. */
export const proposeWindowIn = (work: Work, idOrKey: string): Promise<Outcome<WindowWritten>> =>
  actOnWindowIn(work, idOrKey, 'propose', {});

/** Changes a draft or proposed window (id or key); missing leaves. Refused where it is locked or over and something would differ. The version is not compared. */
export const changeWindowIn = (work: Work, idOrKey: string, patch: WindowPatch): Promise<Outcome<WindowWritten>> =>
  changeWindow.changeWindowIn(work, idOrKey, patch);

/** Withdraws a window (id or key). One that is withdrawn stays as it is. */
export const withdrawWindowIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<WindowWritten>> =>
  actOnWindowIn(work, idOrKey, 'withdraw', { reason });

/** Registers a freeze; what it collides with is found in this transaction. */
export const registerFreezeIn = (work: Work, input: FreezeInput): Promise<Outcome<FreezeWritten>> =>
  registerFreeze.registerFreezeIn(work, input);

/** Changes a freeze (id or key); what it collides with is found anew in this transaction. The version is not compared. */
export const changeFreezeIn = (work: Work, idOrKey: string, patch: FreezePatch): Promise<Outcome<FreezeWritten>> =>
  changeFreeze.changeFreezeIn(work, idOrKey, patch);

/** Withdraws a freeze (id or key). One that is withdrawn stays as it is. */
export const withdrawFreezeIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<FreezeWritten>> =>
  withdrawFreeze.withdrawFreezeIn(work, idOrKey, reason);

/** Lets a working calendar stand as it is given, by its key: registered, changed or left; made the default where `isDefault` asks. The version is not compared. */
export const putCalendarIn = (
  work: Work,
  input: CalendarInput & { readonly isDefault: boolean },
  reason: string,
): Promise<Outcome<CalendarWritten>> => putCalendar(work, input, reason);

/** Withdraws a working calendar (id or key) by which nothing open counts and that is not the default. */
export const withdrawCalendarIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<CalendarWritten>> =>
  withdrawCalendar(work, idOrKey, reason);

/** Stretches of proposed and locked windows that share time with a span and concern units of the reach; at most 2,000. */
export const windowsOverlapping = (db: Db | Tx, span: Span, reach: Reach): Promise<CalendarSpans> =>
  rooms.spansDuring(db, 'window', span, reach);

/** Stretches of active freezes that share time with a span and concern units of the reach; at most 2,000. */
export const freezesOverlapping = (db: Db | Tx, span: Span, reach: Reach): Promise<CalendarSpans> =>
  rooms.spansDuring(db, 'freeze', span, reach);

/**
 * Scopes of the windows and freezes of a stretch that the reader may see, and which narrow ones select each of some deployments, told by their facets: the
 * rule is the one by which collisions are found. At most 2,000 windows and 2,000 freezes.
 */
export const scopesDuring = (db: Db | Tx, question: scopes.ScopeQuestion): Promise<ScopesDuring> =>
  scopes.scopesDuring(db, question);

/** Windows and freezes by their keys in plan files, without withdrawn ones; those that do not exist are missing from the answer. */
export const byPlanRefs = (
  db: Db | Tx,
  refs: { readonly windows?: readonly string[]; readonly freezes?: readonly string[] },
): Promise<readonly CalendarHead[]> => rooms.headsByPlanRef(db, refs);

/** Windows that are not withdrawn, by id; `after` is the id of the last one of the page before. At most 500. */
export const windowsForExport = (db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedWindow[]> =>
  rooms.windowsForExport(db, filter);

/** Active freezes, by id; `after` is the id of the last one of the page before. At most 500. */
export const freezesForExport = (db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedFreeze[]> =>
  rooms.freezesForExport(db, filter);

/** Working calendars that stand, by key. */
export const calendarsForExport = (db: Db | Tx): Promise<readonly ExportedCalendar[]> => rooms.calendarsForExport(db);
