import type { z } from 'zod';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { changeWindowBody } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { judgeWindow } from '../core/judge-window.ts';
import { readTime, type TimeRead, timeTextOf } from '../core/read-time.ts';
import type { WindowRecord } from '../core/record.ts';
import { windowFields } from '../core/record-fields.ts';
import type { ReleaseWindow } from '../core/window.ts';
import { isSame, subjectOf } from './keep.ts';
import { keepWindow, type WindowWritten, windowWritten } from './keep-window.ts';
import { loadWindow } from './load.ts';
import { faultsOfTargets, refusalsOf, resolveCalendar, resolveScope } from './resolve.ts';

export type WindowPatch = z.output<typeof changeWindowBody>;

const right = 'calendar.plan-windows';

/** Changes a window that is not locked, on the version that the caller saw. */
export const changeWindow = (call: Call, idOrKey: string, patch: WindowPatch): Promise<Outcome<WindowWritten>> =>
  transact(call, (work) => change(work, idOrKey, patch, true));

/** The same inside another room's act; the version is not compared. */
export const changeWindowIn = (work: Work, idOrKey: string, patch: WindowPatch): Promise<Outcome<WindowWritten>> =>
  change(work, idOrKey, patch, false);

async function change(work: Work, idOrKey: string, patch: WindowPatch, versioned: boolean): Promise<Outcome<WindowWritten>> {
  const loaded = await loadWindow(work, idOrKey, right);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  const stale = versioned ? await work.stale(subjectOf('window', before, before.unitIds), before.version) : [];
  if (stale.length > 0) return refused(stale);
  const where = patch.scope === undefined ? done(before) : await resolveScope(work, right, patch.scope);
  const time = timeOf(before, patch);
  const calendar =
    patch.workingCalendar === undefined ? done(before.workingCalendarId) : await resolveCalendar(work, patch.workingCalendar);
  const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
  const faults = [...denied, ...refusalsOf(where, time, calendar), ...faultsOfTargets(patch.targets ?? [])];
  if (!where.ok || !time.ok || !calendar.ok || faults.length > 0) return refused(faults);
  const { span, goLive, series, clock } = time.value;
  const window: ReleaseWindow = {
    ...before.window,
    name: patch.name ?? before.window.name,
    zone: patch.zone ?? before.window.zone,
    targets: patch.targets ?? before.window.targets,
    span,
    goLive,
    series,
  };
  const { scope, unitId, unitIds } = where.value;
  const note = patch.note === undefined ? before.note : patch.note;
  const after: WindowRecord = { ...before, window, note, scope, unitId, unitIds, workingCalendarId: calendar.value };
  if (isSame(windowFields(before), windowFields(after))) return done(windowWritten(before, false, clock));
  const broken = judge(window, work);
  if (broken.length > 0) return refused(broken);
  return keepWindow(work, before, after, { act: 'calendar.window-changed', reason: patch.reason ?? null }, clock);
}

/** A draft may be anything that can be read; a proposed window stays one that could be proposed. */
function judge(window: ReleaseWindow, work: Work): readonly Refusal[] {
  if (window.state === 'draft') return [];
  if (window.state !== 'proposed') return [no['window-not-editable']({ state: window.state })];
  return judgeWindow({ ...window, state: 'draft' }, 'propose', { now: work.now, actorId: work.actor.id });
}

/** The time after the patch. What the patch leaves stays as it is to the instant; only a series is read again in another zone. */
function timeOf(before: WindowRecord, patch: WindowPatch): Outcome<TimeRead> {
  const { window } = before;
  if (patch.once !== undefined && patch.repeats !== undefined) return refuse(no['time-once-or-repeats']({}, { field: '/once' }));
  const known = timeTextOf({
    zone: window.zone,
    span: window.span,
    goLive: window.goLive,
    recurrence: window.series?.recurrence ?? null,
  });
  const zone = patch.zone ?? window.zone;
  if (patch.once !== undefined) return readTime({ zone, once: patch.once }, 'window');
  if (patch.repeats !== undefined) return readTime({ zone, repeats: patch.repeats }, 'window');
  if (zone === window.zone) return done({ span: window.span, goLive: window.goLive, series: window.series, clock: [] });
  return readTime({ ...known, zone }, 'window');
}
