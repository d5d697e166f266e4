import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { changeWorkingCalendar as changeOperation, registerWorkingCalendar as registerOperation } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import type { CalendarRecord } from '../core/record.ts';
import { calendarFields } from '../core/record-fields.ts';
import { faultsOfWorkingCalendar } from '../core/working-calendar.ts';
import { rootUnit } from '../store/units.ts';
import { calendarForUpdate, defaultCalendar, lockDefault, saveCalendar, usesOfCalendar } from '../store/working-calendars.ts';
import { isSame, subjectOf } from './keep.ts';

export type CalendarInput = z.output<(typeof registerOperation)['body']>;
export type CalendarPatch = z.output<(typeof changeOperation)['body']>;
export type CalendarWritten = { readonly id: string; readonly version: number };

const right = 'calendar.manage-working-calendars';

/** Working calendars belong to the whole enterprise: the right is asked at the root. */
const denied = async (work: Work): Promise<readonly Refusal[]> => work.mayNot(right, await rootUnit(work.tx));

/** Registers a working calendar; the first one becomes the default. */
export const registerCalendar = (call: Call, input: CalendarInput): Promise<Outcome<CalendarWritten>> =>
  transact(call, (work) => registerCalendarIn(work, input));

async function registerCalendarIn(work: Work, input: CalendarInput): Promise<Outcome<CalendarWritten>> {
  const refusals = await denied(work);
  if (refusals.length > 0) return refused(refusals);
  const calendar = { zone: input.zone, week: input.week, holidays: input.holidays };
  const faults = faultsOfWorkingCalendar(calendar);
  if (faults.length > 0) return refused(faults);
  await lockDefault(work.tx);
  const record: CalendarRecord = {
    id: uuidv7(work.now.getTime()),
    key: input.key,
    name: input.name,
    calendar,
    isDefault: (await defaultCalendar(work.tx)) === undefined,
    withdrawnAt: null,
    version: 1,
    changedAt: work.now,
  };
  if (!(await saveCalendar(work.tx, record, null))) return refuse(no['key-taken']({ key: input.key }, { field: '/key' }));
  say(work, null, record, 'calendar.working-calendar-registered', null);
  return done({ id: record.id, version: 1 });
}

/**
 * Lets a working calendar stand as it is given, in another room's act: registered where its key is new, changed where it differs, and made the default
 * where that is asked. The version is not compared.
 */
export async function putCalendarIn(
  work: Work,
  input: CalendarInput & { readonly isDefault: boolean },
  reason: string,
): Promise<Outcome<CalendarWritten>> {
  const refusals = await denied(work);
  if (refusals.length > 0) return refused(refusals);
  const standing = await calendarForUpdate(work.tx, input.key);
  const { key, name, zone, week, holidays } = input;
  const put =
    standing === undefined
      ? await registerCalendarIn(work, { key, name, zone, week, holidays })
      : await change(work, key, { name, zone, week, holidays, reason }, false);
  return put.ok && input.isDefault ? makeDefaultIn(work, key, reason, false) : put;
}

/** Changes a working calendar. Dates of targets are worked out whenever they are shown, so they follow. */
export const changeCalendar = (call: Call, idOrKey: string, patch: CalendarPatch): Promise<Outcome<CalendarWritten>> =>
  transact(call, (work) => change(work, idOrKey, patch, true));

async function change(work: Work, idOrKey: string, patch: CalendarPatch, versioned: boolean): Promise<Outcome<CalendarWritten>> {
  const loaded = await load(work, idOrKey, versioned);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  const calendar = {
    zone: patch.zone ?? before.calendar.zone,
    week: patch.week ?? before.calendar.week,
    holidays: patch.holidays ?? before.calendar.holidays,
  };
  const faults = faultsOfWorkingCalendar(calendar);
  if (faults.length > 0) return refused(faults);
  const after = { ...before, name: patch.name ?? before.name, calendar };
  if (isSame(calendarFields(before), calendarFields(after))) return done({ id: before.id, version: before.version });
  return keep(work, before, after, 'calendar.working-calendar-changed', patch.reason ?? null);
}

/** Makes a working calendar the one that counts where none is named. */
export const makeDefault = (call: Call, idOrKey: string, reason: string): Promise<Outcome<CalendarWritten>> =>
  transact(call, (work) => makeDefaultIn(work, idOrKey, reason, true));

async function makeDefaultIn(work: Work, idOrKey: string, reason: string, versioned: boolean): Promise<Outcome<CalendarWritten>> {
  await lockDefault(work.tx);
  const loaded = await load(work, idOrKey, versioned);
  if (!loaded.ok) return loaded;
  if (loaded.value.isDefault) return done({ id: loaded.value.id, version: loaded.value.version });
  const present = await defaultCalendar(work.tx);
  const locked = present === undefined ? undefined : await calendarForUpdate(work.tx, present.id);
  if (locked !== undefined)
    await keep(work, locked, { ...locked, isDefault: false }, 'calendar.working-calendar-no-default', reason);
  return keep(work, loaded.value, { ...loaded.value, isDefault: true }, 'calendar.working-calendar-default', reason);
}

/** Withdraws a working calendar by which nothing open counts. */
export const withdrawCalendar = (call: Call, idOrKey: string, reason: string): Promise<Outcome<CalendarWritten>> =>
  transact(call, (work) => withdraw(work, idOrKey, reason, true));

/** The same inside another room's act; the version is not compared. */
export const withdrawCalendarIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<CalendarWritten>> =>
  withdraw(work, idOrKey, reason, false);

async function withdraw(work: Work, idOrKey: string, reason: string, versioned: boolean): Promise<Outcome<CalendarWritten>> {
  const loaded = await load(work, idOrKey, versioned);
  if (!loaded.ok) return loaded;
  const uses = await usesOfCalendar(work.tx, loaded.value.id);
  const broken = [
    ...(loaded.value.isDefault ? [no['default-not-withdrawn']()] : []),
    ...(uses.windows + uses.cadences > 0 ? [no['calendar-in-use'](uses)] : []),
  ];
  if (broken.length > 0) return refused(broken);
  return keep(work, loaded.value, { ...loaded.value, withdrawnAt: work.now }, 'calendar.working-calendar-withdrawn', reason);
}

async function load(work: Work, idOrKey: string, versioned: boolean): Promise<Outcome<CalendarRecord>> {
  const refusals = await denied(work);
  if (refusals.length > 0) return refused(refusals);
  const record = await calendarForUpdate(work.tx, idOrKey);
  if (record === undefined) return refuse(no['no-such-record']({ what: 'working calendar', named: idOrKey }));
  const stale = versioned ? await work.stale(subjectOf('working-calendar', record, []), record.version) : [];
  if (stale.length > 0) return refused(stale);
  return record.withdrawnAt === null ? done(record) : refuse(no['calendar-withdrawn']());
}

async function keep(
  work: Work,
  before: CalendarRecord,
  wanted: CalendarRecord,
  act: string,
  reason: string | null,
): Promise<Outcome<CalendarWritten>> {
  const after = { ...wanted, version: before.version + 1, changedAt: work.now };
  await saveCalendar(work.tx, after, before.version);
  say(work, before, after, act, reason);
  return done({ id: after.id, version: after.version });
}

const say = (work: Work, before: CalendarRecord | null, after: CalendarRecord, act: string, reason: string | null): void =>
  work.say({
    act,
    subject: subjectOf('working-calendar', after, []),
    version: after.version,
    before: before === null ? null : calendarFields(before),
    after: calendarFields(after),
    reason,
  });
