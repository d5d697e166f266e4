import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { changeCadence as changeOperation, registerCadence as registerOperation } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { readTime, recurrenceFrom, timeTextOf } from '../core/read-time.ts';
import type { CadenceRecord } from '../core/record.ts';
import { cadenceFields } from '../core/record-fields.ts';
import { saveCadence } from '../store/cadences.ts';
import { isSame, sayCadence, subjectOf } from './keep.ts';
import { loadCadence } from './load.ts';
import { faultsOfTargets, refusalsOf, resolveCalendar, resolveScope } from './resolve.ts';

export type CadenceInput = z.output<(typeof registerOperation)['body']>;
export type CadencePatch = z.output<(typeof changeOperation)['body']>;
export type CadenceWritten = { readonly id: string; readonly version: number };

const right = 'calendar.plan-windows';

/** Registers a cadence; windows come out of it by an act of their own. */
export const registerCadence = (call: Call, input: CadenceInput): Promise<Outcome<CadenceWritten>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot(right, null);
    if (nowhere.length > 0) return refused(nowhere);
    const where = await resolveScope(work, right, input.scope);
    const time = readTime({ zone: input.zone, repeats: input.repeats }, 'window');
    const calendar = await resolveCalendar(work, input.workingCalendar);
    const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
    const faults = [...denied, ...refusalsOf(where, time, calendar), ...faultsOfTargets(input.targets)];
    if (!where.ok || !calendar.ok || faults.length > 0) return refused(faults);
    const record: CadenceRecord = {
      ...where.value,
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('CAD'),
      name: input.name,
      state: 'active',
      recurrence: recurrenceFrom(input.zone, input.repeats),
      goLiveAfterMinutes: input.goLiveAfterMinutes,
      targets: input.targets,
      workingCalendarId: calendar.value,
      version: 1,
      changedAt: work.now,
    };
    await saveCadence(work.tx, record, null);
    await sayCadence(work, null, record, { act: 'calendar.cadence-registered' });
    return done({ id: record.id, version: 1 });
  });

/** Changes a cadence. Windows that were made stay as they are: each of them is a record of its own. */
export const changeCadence = (call: Call, idOrKey: string, patch: CadencePatch): Promise<Outcome<CadenceWritten>> =>
  transact(call, async (work) => {
    const loaded = await loadCurrent(work, idOrKey);
    if (!loaded.ok) return loaded;
    const before = loaded.value;
    const where = patch.scope === undefined ? done(before) : await resolveScope(work, right, patch.scope);
    const zone = patch.zone ?? before.recurrence.zone;
    const known = timeTextOf({ zone, span: { start: work.now, end: work.now }, recurrence: before.recurrence });
    const repeats = patch.repeats ?? known.repeats;
    const time = readTime({ zone, repeats }, 'window');
    const calendar =
      patch.workingCalendar === undefined ? done(before.workingCalendarId) : await resolveCalendar(work, patch.workingCalendar);
    const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
    const faults = [...denied, ...refusalsOf(where, time, calendar), ...faultsOfTargets(patch.targets ?? [])];
    if (!where.ok || !calendar.ok || repeats === undefined || faults.length > 0) return refused(faults);
    const { scope, unitId, unitIds } = where.value;
    const after: CadenceRecord = {
      ...before,
      scope,
      unitId,
      unitIds,
      name: patch.name ?? before.name,
      recurrence: recurrenceFrom(zone, repeats),
      goLiveAfterMinutes: patch.goLiveAfterMinutes ?? before.goLiveAfterMinutes,
      targets: patch.targets ?? before.targets,
      workingCalendarId: calendar.value,
    };
    if (isSame(cadenceFields(before), cadenceFields(after))) return done({ id: before.id, version: before.version });
    return keep(work, before, after, 'calendar.cadence-changed', patch.reason ?? null);
  });

/** Withdraws a cadence: no more windows come out of it. */
export const withdrawCadence = (call: Call, idOrKey: string, reason: string): Promise<Outcome<CadenceWritten>> =>
  transact(call, async (work) => {
    const loaded = await loadCurrent(work, idOrKey);
    if (!loaded.ok) return loaded;
    return keep(work, loaded.value, { ...loaded.value, state: 'withdrawn' }, 'calendar.cadence-withdrawn', reason);
  });

async function loadCurrent(work: Work, idOrKey: string): Promise<Outcome<CadenceRecord>> {
  const loaded = await loadCadence(work, idOrKey);
  if (!loaded.ok) return loaded;
  const stale = await work.stale(subjectOf('cadence', loaded.value, loaded.value.unitIds), loaded.value.version);
  if (stale.length > 0) return refused(stale);
  return loaded.value.state === 'active' ? loaded : refuse(no['cadence-withdrawn']());
}

async function keep(
  work: Work,
  before: CadenceRecord,
  wanted: CadenceRecord,
  act: string,
  reason: string | null,
): Promise<Outcome<CadenceWritten>> {
  const after = { ...wanted, version: before.version + 1, changedAt: work.now };
  await saveCadence(work.tx, after, before.version);
  await sayCadence(work, before, after, { act, reason });
  return done({ id: after.id, version: after.version });
}
