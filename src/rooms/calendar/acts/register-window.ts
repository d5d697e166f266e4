import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { registerWindowBody } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { judgeWindow } from '../core/judge-window.ts';
import { readTime } from '../core/read-time.ts';
import type { WindowRecord } from '../core/record.ts';
import { stepWindow } from '../core/step-window.ts';
import type { DraftWindow } from '../core/window.ts';
import { saveWindow, windowByPlanRef } from '../store/windows.ts';
import { restrict, sayWindow, windowRestrictions } from './keep.ts';
import { type WindowWritten, windowWritten } from './keep-window.ts';
import { faultsOfTargets, refusalsOf, resolveCalendar, resolveScope } from './resolve.ts';

export type WindowInput = z.output<typeof registerWindowBody>;

const right = 'calendar.plan-windows';

/** Registers a window. */
export const registerWindow = (call: Call, input: WindowInput): Promise<Outcome<WindowWritten>> =>
  transact(call, (work) => registerWindowIn(work, input));

/** Registers a window as draft or proposed; never locked, which a person must decide (law 10). */
export async function registerWindowIn(work: Work, input: WindowInput): Promise<Outcome<WindowWritten>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const where = await resolveScope(work, right, input.scope);
  const time = readTime(input, 'window');
  const calendar = await resolveCalendar(work, input.workingCalendar);
  const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
  const faults = [...denied, ...refusalsOf(where, time, calendar), ...faultsOfTargets(input.targets)];
  if (!where.ok || !time.ok || !calendar.ok || faults.length > 0) return refused(faults);
  const taken = input.planRef === null ? undefined : await windowByPlanRef(work.tx, input.planRef);
  if (taken !== undefined) return refuse(planRefTaken(input.planRef, taken.key));
  const id = uuidv7(work.now.getTime());
  const { span, goLive, series, clock } = time.value;
  const draft: DraftWindow = {
    id,
    name: input.name,
    cadenceId: null,
    zone: input.zone,
    span,
    series,
    goLive,
    targets: input.targets,
    state: 'draft',
  };
  const broken = input.state === 'proposed' ? judgeWindow(draft, 'propose', { now: work.now, actorId: work.actor.id }) : [];
  if (broken.length > 0) return refused(broken);
  const window = input.state === 'proposed' ? stepWindow(draft, 'propose', { now: work.now, move: null }) : draft;
  return addWindow(
    work,
    { ...where.value, id, window, planRef: input.planRef, note: input.note, workingCalendarId: calendar.value, slot: null },
    clock,
  );
}

/** Adds a window under a key of its own. */
async function addWindow(
  work: Work,
  fields: Omit<WindowRecord, 'key' | 'version' | 'changedAt' | 'restrictedUntil'>,
  clock: WindowWritten['clock'],
): Promise<Outcome<WindowWritten>> {
  const key = await work.nextKey('WIN');
  const made: WindowRecord = { ...fields, key, version: 1, changedAt: work.now, restrictedUntil: null };
  const restrictions = windowRestrictions(made, work.now);
  if (!restrictions.ok) return restrictions;
  const proposed = made.window.state === 'proposed';
  const record = { ...made, restrictedUntil: proposed ? restrictions.value.until : null };
  if (!(await saveWindow(work.tx, record, null))) return refuse(planRefTaken(record.planRef, 'another window'));
  if (proposed) {
    const placed = await restrict(work, 'window', { ...record, label: record.window.name }, restrictions.value);
    if (!placed.ok) return placed;
  }
  await sayWindow(work, null, record, { act: 'calendar.window-registered' });
  return done(windowWritten(record, true, clock));
}

const planRefTaken = (planRef: string | null, by: string) =>
  no['plan-ref-taken']({ planRef: planRef ?? '', by }, { field: '/planRef' });
