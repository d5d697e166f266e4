import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import {
  line,
  localDate,
  recurrenceInput,
  recurrenceShown,
  slug,
  targetInput,
  truncationShown,
  weekdayNames,
  windowScopeInput,
  windowScopeShown,
  withReason,
  zone,
} from './contract-shapes.ts';

const hours = z.strictObject({
  from: z.string().regex(/^\d\d:\d\d$/, 'A time such as 09:00'),
  to: z.string().regex(/^\d\d:\d\d$/, 'A time such as 17:30; 24:00 closes the day'),
});
const day = z.array(hours).max(6).default([]);
const week = z
  .strictObject({ MO: day, TU: day, WE: day, TH: day, FR: day, SA: day, SU: day })
  .describe('Working hours by weekday; a weekday without hours is not a working day');
const holiday = z.strictObject({
  name: line(200),
  on: localDate,
  rule: z.string().min(1).max(500).nullable().default(null).describe('RRULE by which it returns from that date on'),
  except: z.array(localDate).max(100).default([]),
});

const calendarFields = { name: line(200), zone, week, holidays: z.array(holiday).max(500) };
export const workingCalendarRow = z.object({
  id: uuid,
  key: z.string(),
  version,
  name: z.string(),
  zone: z.string(),
  isDefault: z.boolean(),
  withdrawn: z.boolean(),
  changedAt: instant,
});
export const workingCalendarShown = workingCalendarRow.extend({
  week: z.record(z.enum(weekdayNames), z.array(z.object({ from: z.string(), to: z.string() }))),
  holidays: z.array(z.object({ name: z.string(), on: localDate, rule: z.string().nullable(), except: z.array(localDate) })),
  can,
});
export type WorkingCalendarShown = z.output<typeof workingCalendarShown>;

export const listWorkingCalendars = operation({
  id: 'calendar.list-working-calendars',
  method: 'GET',
  path: '/working-calendars',
  right: 'calendar.read',
  summary: 'Working calendars',
  query: z.strictObject({ ...pageQuery, withdrawn: z.enum(['no', 'yes', 'all']).default('no') }),
  reply: pageOf(workingCalendarRow),
});
export const showWorkingCalendar = operation({
  id: 'calendar.show-working-calendar',
  method: 'GET',
  path: '/working-calendars/{id}',
  right: 'calendar.read',
  summary: 'One working calendar with its week and holidays',
  params: byId,
  reply: workingCalendarShown,
});
export const registerWorkingCalendar = operation({
  id: 'calendar.register-working-calendar',
  method: 'POST',
  path: '/working-calendars',
  right: 'calendar.manage-working-calendars',
  summary: 'Register a working calendar; the first becomes the default',
  body: z.strictObject({
    key: slug,
    name: calendarFields.name,
    zone: calendarFields.zone,
    week: calendarFields.week,
    holidays: calendarFields.holidays.default([]),
  }),
  reply: workingCalendarShown,
});
export const changeWorkingCalendar = operation({
  id: 'calendar.change-working-calendar',
  method: 'PATCH',
  path: '/working-calendars/{id}',
  right: 'calendar.manage-working-calendars',
  summary: 'Change a working calendar',
  params: byId,
  body: z.strictObject(calendarFields).partial().extend({ reason: reason.optional() }),
  reply: workingCalendarShown,
  versioned: true,
});
const calendarAct = <V extends string>(verb: V, summary: string) =>
  operation({
    id: `calendar.${verb}-working-calendar`,
    method: 'POST',
    path: `/working-calendars/{id}/acts/${verb}`,
    right: 'calendar.manage-working-calendars',
    summary,
    status: 200,
    params: byId,
    body: withReason,
    reply: workingCalendarShown,
    versioned: true,
  });
export const makeDefaultWorkingCalendar = calendarAct(
  'make-default',
  'Make a working calendar the one that counts where none is named',
);
export const withdrawWorkingCalendar = calendarAct('withdraw', 'Withdraw a working calendar that is not the default');
export const showWorkingDays = operation({
  id: 'calendar.show-working-days',
  method: 'GET',
  path: '/working-calendars/{id}/days',
  right: 'calendar.read',
  summary: 'Which days of a stretch are worked, and what the others are',
  params: byId,
  query: z.strictObject({ from: localDate, to: localDate.describe('Included; at most 800 days after from') }),
  reply: z.object({ days: z.array(z.object({ date: localDate, working: z.boolean(), holidays: z.array(z.string()) })) }),
});

const cadenceFields = {
  name: line(200),
  zone,
  repeats: recurrenceInput,
  goLiveAfterMinutes: z.int().min(0).max(527_040),
  scope: windowScopeInput,
  targets: z.array(targetInput).max(40),
  workingCalendar: idOrKey.nullable(),
};
const ref = z.object({ id: uuid, key: z.string(), name: z.string() });
export const cadenceRow = z.object({
  id: uuid,
  key: z.string(),
  version,
  name: z.string(),
  state: z.enum(['active', 'withdrawn']),
  zone: z.string(),
  repeats: recurrenceShown,
  goLiveAfterMinutes: z.int(),
  scope: windowScopeShown,
  changedAt: instant,
});
export const cadenceShown = cadenceRow.extend({
  targets: z.array(z.object({ key: z.string(), name: z.string(), days: z.int(), measure: z.enum(['working', 'calendar']) })),
  workingCalendar: ref.nullable(),
  can,
});
export type CadenceShown = z.output<typeof cadenceShown>;

export const listCadences = operation({
  id: 'calendar.list-cadences',
  method: 'GET',
  path: '/cadences',
  right: 'calendar.read',
  summary: 'Cadences: series out of which windows are made',
  query: z.strictObject({ ...pageQuery, withdrawn: z.enum(['no', 'yes', 'all']).default('no') }),
  reply: pageOf(cadenceRow),
});
export const showCadence = operation({
  id: 'calendar.show-cadence',
  method: 'GET',
  path: '/cadences/{id}',
  right: 'calendar.read',
  summary: 'One cadence',
  params: byId,
  reply: cadenceShown,
});
export const registerCadence = operation({
  id: 'calendar.register-cadence',
  method: 'POST',
  path: '/cadences',
  right: 'calendar.plan-windows',
  summary: 'Register a cadence',
  body: z.strictObject({
    name: cadenceFields.name,
    zone: cadenceFields.zone,
    repeats: cadenceFields.repeats,
    goLiveAfterMinutes: cadenceFields.goLiveAfterMinutes.default(0),
    scope: cadenceFields.scope.prefault({}),
    targets: cadenceFields.targets.default([]),
    workingCalendar: cadenceFields.workingCalendar.default(null),
  }),
  reply: cadenceShown,
});
export const changeCadence = operation({
  id: 'calendar.change-cadence',
  method: 'PATCH',
  path: '/cadences/{id}',
  right: 'calendar.plan-windows',
  summary: 'Change a cadence; windows that were made stay as they are',
  params: byId,
  body: z.strictObject(cadenceFields).partial().extend({ reason: reason.optional() }),
  reply: cadenceShown,
  versioned: true,
});
export const withdrawCadence = operation({
  id: 'calendar.withdraw-cadence',
  method: 'POST',
  path: '/cadences/{id}/acts/withdraw',
  right: 'calendar.plan-windows',
  summary: 'Withdraw a cadence; windows that were made stay as they are',
  status: 200,
  params: byId,
  body: withReason,
  reply: cadenceShown,
  versioned: true,
});
const generation = z.strictObject({
  from: instant.optional().describe('Now where left out'),
  until: instant.describe('At most 24 months ahead'),
});
export const previewCadenceWindows = operation({
  id: 'calendar.preview-cadence-windows',
  method: 'POST',
  path: '/cadences/{id}/window-previews',
  right: 'calendar.read',
  reads: true,
  summary: 'Windows that a cadence would make now; nothing is written',
  status: 200,
  params: byId,
  body: generation,
  reply: z.object({
    windows: z.array(z.object({ slot: z.string(), name: z.string(), start: instant, end: instant, goLive: instant })),
    existing: z.int().describe('Occurrences for which there is, or was, a window'),
    truncated: truncationShown,
  }),
});
export const generateCadenceWindows = operation({
  id: 'calendar.generate-cadence-windows',
  method: 'POST',
  path: '/cadences/{id}/windows',
  right: 'calendar.plan-windows',
  summary: 'Make the windows of a cadence as drafts; those that exist are not made twice',
  params: byId,
  body: generation,
  reply: z.object({ made: z.array(ref), existing: z.int(), truncated: truncationShown }),
});
