import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { generateWindows, previewWindows } from '../acts/generate-windows.ts';
import { type CadenceWritten, changeCadence, registerCadence, withdrawCadence } from '../acts/keep-cadence.ts';
import { type CalendarWritten, changeCalendar, makeDefault, registerCalendar, withdrawCalendar } from '../acts/keep-calendar.ts';
import * as contract from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { findCadence } from '../store/cadences.ts';
import { listCadences, listCalendars } from '../store/lists.ts';
import { findCalendar } from '../store/working-calendars.ts';
import { bandsFor } from './bands.ts';
import { presentTruncation } from './present-parts.ts';
import { presentCadence, presentCadences, presentCalendar, presentCalendarRow } from './present-working-time.ts';
import { daysOf, occurrencesOf, resolveLocal } from './time.ts';

const reachOf = (call: Call) => call.app.ports.authority.reach(call.actor, 'calendar.read');

async function cadence(call: Call, outcome: Outcome<CadenceWritten>): Promise<Outcome<Answer<contract.CadenceShown>>> {
  if (!outcome.ok) return outcome;
  const record = await findCadence(call.app.database.db, outcome.value.id, 'all');
  if (record === undefined) return refuse(no['no-such-record']({ what: 'cadence', named: outcome.value.id }));
  return done({ body: await presentCadence(call, record), etag: record.version });
}

async function calendar(call: Call, outcome: Outcome<CalendarWritten>): Promise<Outcome<Answer<contract.WorkingCalendarShown>>> {
  if (!outcome.ok) return outcome;
  const record = await findCalendar(call.app.database.db, outcome.value.id);
  if (record === undefined) return refuse(no['no-such-record']({ what: 'working calendar', named: outcome.value.id }));
  return done({ body: await presentCalendar(call, record), etag: record.version });
}

const noCalendar = (named: string) => refuse(no['no-such-record']({ what: 'working calendar', named }));
const bodyOf = <T>(outcome: Outcome<T>): Outcome<Answer<T>> => (outcome.ok ? done({ body: outcome.value }) : outcome);

export const workingTimeRoutes: readonly Route[] = [
  route(contract.listWorkingCalendars, async ({ call, query }) => {
    const page = await listCalendars(call.app.database.db, query);
    if (!page.ok) return page;
    return done({ body: { items: page.value.rows.map(presentCalendarRow), nextCursor: page.value.nextCursor } });
  }),
  route(contract.showWorkingCalendar, async ({ call, params }) => {
    const record = await findCalendar(call.app.database.db, params.id);
    if (record === undefined) return noCalendar(params.id);
    return done({ body: await presentCalendar(call, record), etag: record.version });
  }),
  route(contract.registerWorkingCalendar, async ({ call, body }) => calendar(call, await registerCalendar(call, body))),
  route(contract.changeWorkingCalendar, async ({ call, params, body }) =>
    calendar(call, await changeCalendar(call, params.id, body)),
  ),
  route(contract.makeDefaultWorkingCalendar, async ({ call, params, body }) =>
    calendar(call, await makeDefault(call, params.id, body.reason)),
  ),
  route(contract.withdrawWorkingCalendar, async ({ call, params, body }) =>
    calendar(call, await withdrawCalendar(call, params.id, body.reason)),
  ),
  route(contract.showWorkingDays, async ({ call, params, query }) => {
    const record = await findCalendar(call.app.database.db, params.id);
    return record === undefined ? noCalendar(params.id) : bodyOf(daysOf(record, query.from, query.to));
  }),
  route(contract.listCadences, async ({ call, query }) => {
    const page = await listCadences(call.app.database.db, { ...query, reach: reachOf(call) });
    if (!page.ok) return page;
    return done({ body: { items: await presentCadences(call, page.value.rows), nextCursor: page.value.nextCursor } });
  }),
  route(contract.showCadence, async ({ call, params }) => {
    const record = await findCadence(call.app.database.db, params.id, reachOf(call));
    if (record === undefined) return refuse(no['no-such-record']({ what: 'cadence', named: params.id }));
    return done({ body: await presentCadence(call, record), etag: record.version });
  }),
  route(contract.registerCadence, async ({ call, body }) => cadence(call, await registerCadence(call, body))),
  route(contract.changeCadence, async ({ call, params, body }) => cadence(call, await changeCadence(call, params.id, body))),
  route(contract.withdrawCadence, async ({ call, params, body }) =>
    cadence(call, await withdrawCadence(call, params.id, body.reason)),
  ),
  route(contract.previewCadenceWindows, async ({ call, params, body }) => {
    const found = await previewWindows(call.app, call.actor, params.id, body);
    if (!found.ok) return found;
    const windows = found.value.windows.map(({ slot, name, span, goLive }) => ({
      slot,
      name,
      start: span.start.toISOString(),
      end: span.end.toISOString(),
      goLive: goLive.toISOString(),
    }));
    return done({ body: { windows, existing: found.value.existing, truncated: presentTruncation(found.value.truncated) } });
  }),
  route(contract.generateCadenceWindows, async ({ call, params, body }) => {
    const found = await generateWindows(call, params.id, body);
    if (!found.ok) return found;
    const { made, existing, truncated } = found.value;
    return done({ body: { made: made.map(({ id, key, name }) => ({ id, key, name })), existing, truncated } });
  }),
  route(contract.calendarBands, async ({ call, query }) => bodyOf(await bandsFor(call, query))),
  route(contract.resolveTime, async ({ body }) => bodyOf(resolveLocal(body))),
  route(contract.previewRecurrence, async ({ body }) => bodyOf(occurrencesOf(body))),
];
