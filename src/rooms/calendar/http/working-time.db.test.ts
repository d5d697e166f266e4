import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();
let here: Unit;
let manager: Someone;
let reader: Someone;
beforeAll(async () => {
  const h = house();
  here = await h.unit();
  manager = await h.someone(['release-manager']);
  reader = await h.someone(['stakeholder'], { unit: here });
});

const codes = (reply: HttpReply): unknown[] => [reply.status, ...reply.body.refusals.map((one: { code: string }) => one.code)];
type Shown = { readonly key: string; readonly version: number };
const nine = [{ from: '09:00', to: '17:00' }];
const week = { MO: nine, TU: nine, WE: nine, TH: nine, FR: nine };
const post = (path: string, body: object, as: Someone | null = manager) => house().http(as, 'POST', path, { body });
const act = (path: string, one: Shown, verb: string, as: Someone = manager) =>
  house().http(as, 'POST', `${path}/${one.key}/acts/${verb}`, { body: { reason: 'because it is so' }, ifMatch: one.version });
const patch = (path: string, one: Shown, body: object, as: Someone = manager) =>
  house().http(as, 'PATCH', `${path}/${one.key}`, { body, ifMatch: one.version });
const monthly = { rule: 'FREQ=MONTHLY;BYDAY=2SA', startsAt: '2026-12-12T22:00', minutes: 480 };

describe('working calendars', () => {
  test('[S0.168] targets of a window are counted by the default calendar, or by its own; without any the date is unknown', async () => {
    const once = { start: '2027-01-09T22:00', end: '2027-01-10T06:00' };
    const targets = [{ key: 'uat', name: 'UAT complete', days: -5 }];
    const window = async (more: object = {}) =>
      (await post('/windows', { name: 'W', zone: 'Europe/Berlin', once, targets, scope: { units: [here.key] }, ...more })).body;
    expect((await window()).targets[0]).toMatchObject({ date: null, dueBefore: null });
    const first = await post('/working-calendars', {
      key: 'de-by',
      name: 'Bavaria',
      zone: 'Europe/Berlin',
      week,
      holidays: [{ name: 'Epiphany', on: '2020-01-06', rule: 'FREQ=YEARLY' }],
    });
    expect(first.body).toMatchObject({ isDefault: true, version: 1 });
    const plain = await post('/working-calendars', { key: 'plain', name: 'Plain', zone: 'Europe/Berlin', week });
    expect(plain.body.isDefault).toBe(false);
    // Go-live is on Saturday 9 January 2027; Epiphany, the 6th, is a Wednesday.
    expect((await window()).targets[0]).toMatchObject({ date: '2027-01-01', dueBefore: '2027-01-01T23:00:00.000Z' });
    const own = await window({ workingCalendar: 'plain' });
    expect(own).toMatchObject({ workingCalendar: { key: 'plain' }, targets: [{ date: '2027-01-04' }] });
    const swapped = await act('/working-calendars', plain.body, 'make-default');
    expect(swapped.body).toMatchObject({ isDefault: true, version: 2 });
    expect((await window()).targets[0].date).toBe('2027-01-04');
    const back = await house().http(reader, 'GET', '/working-calendars/de-by');
    expect(back.body).toMatchObject({ isDefault: false, version: 2 });
    expect(back.body.can.change[0].code).toBe('identity.no-right');
    expect(codes(await act('/working-calendars', swapped.body, 'withdraw'))).toEqual([
      409,
      'calendar.default-not-withdrawn',
      'calendar.calendar-in-use',
    ]);
    expect((await act('/working-calendars', back.body, 'withdraw')).body).toMatchObject({ withdrawn: true, version: 3 });
    expect(codes(await post('/windows', { name: 'W', zone: 'UTC', once, workingCalendar: 'de-by' }))).toEqual([
      400,
      'calendar.names-nothing',
    ]);
    expect(codes(await patch('/working-calendars', { key: 'de-by', version: 3 }, { name: 'X' }))).toEqual([
      409,
      'calendar.calendar-withdrawn',
    ]);
  });

  test('a change says its version and its faults; a key is given once; the days of a stretch are told', async () => {
    const made = (await post('/working-calendars', { key: 'site', name: 'Site', zone: 'Europe/Berlin', week })).body;
    expect(codes(await post('/working-calendars', { key: 'site', name: 'Twin', zone: 'Europe/Berlin', week }))).toEqual([
      409,
      'calendar.key-taken',
    ]);
    expect(codes(await post('/working-calendars', { key: 'empty', name: 'E', zone: 'CET', week: {} }))).toEqual([
      400,
      'calendar.zone-unknown',
      'calendar.calendar-without-working-days',
    ]);
    expect(codes(await patch('/working-calendars', made, { week: { MO: [{ from: '17:00', to: '09:00' }] } }))).toEqual([
      400,
      'calendar.working-hours-malformed',
    ]);
    expect((await patch('/working-calendars', made, { name: 'Site' })).body.version).toBe(1);
    const replies = await Promise.all(['A', 'B'].map((name) => patch('/working-calendars', made, { name })));
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 412]);
    expect((await house().http(manager, 'PATCH', '/working-calendars/site', { body: { name: 'X' } })).status).toBe(428);
    await patch('/working-calendars', { key: 'site', version: 2 }, { holidays: [{ name: 'Feast', on: '2027-01-04' }] });
    const days = await house().http(reader, 'GET', '/working-calendars/site/days?from=2027-01-02&to=2027-01-05');
    expect(days.body.days).toEqual([
      { date: '2027-01-02', working: false, holidays: [] },
      { date: '2027-01-03', working: false, holidays: [] },
      { date: '2027-01-04', working: false, holidays: ['Feast'] },
      { date: '2027-01-05', working: true, holidays: [] },
    ]);
    const ask = async (query: string) => codes(await house().http(reader, 'GET', `/working-calendars/site/days?${query}`));
    expect(await ask('from=2027-01-01&to=2030-01-01')).toEqual([400, 'calendar.stretch-too-long']);
    expect(await ask('from=2027-02-30&to=2027-03-01')).toEqual([400, 'calendar.local-date-malformed']);
  });

  test('of several calendars that become the default at once, one is', async () => {
    for (const key of ['d1', 'd2', 'd3']) await post('/working-calendars', { key, name: key, zone: 'UTC', week });
    await Promise.all(['d1', 'd2', 'd3'].map((key) => act('/working-calendars', { key, version: 1 }, 'make-default')));
    const all = (await house().http(manager, 'GET', '/working-calendars?limit=200')).body.items;
    expect(all.filter((one: { isDefault: boolean }) => one.isDefault)).toHaveLength(1);
  });

  test('the right is asked for the whole enterprise', async () => {
    const h = house();
    const local = await h.someone(['release-manager'], { unit: here });
    const body = { key: 'mine', name: 'Mine', zone: 'UTC', week };
    for (const person of [local, reader, await h.someone(['administrator'])]) {
      expect(codes(await post('/working-calendars', body, person))).toEqual([403, 'identity.no-right']);
    }
    expect((await post('/working-calendars', body, null)).status).toBe(401);
    expect(codes(await h.http(manager, 'GET', '/working-calendars/nowhere'))).toEqual([404, 'calendar.no-such-record']);
  });
});

describe('cadences', () => {
  const register = async (more: object = {}) => {
    const body = {
      name: 'Core',
      zone: 'Europe/Berlin',
      repeats: monthly,
      goLiveAfterMinutes: 120,
      scope: { units: [here.key] },
      ...more,
    };
    const reply = await post('/cadences', body);
    if (reply.status !== 201) throw new Error(reply.text);
    return reply.body;
  };
  const until = '2027-12-01T00:00:00Z';
  const generate = (one: Shown, as: Someone = manager) => post(`/cadences/${one.key}/windows`, { until }, as);

  test('[S0.63] a monthly cadence makes the windows of a year as drafts, each at 22:00 of its zone, and none twice', async () => {
    const cadence = await register({ targets: [{ key: 'uat', name: 'UAT', days: -7, measure: 'calendar' }] });
    const preview = await post(`/cadences/${cadence.key}/window-previews`, { until }, reader);
    expect(preview.body.windows).toHaveLength(12);
    expect(preview.body).toMatchObject({ existing: 0, truncated: null });
    const made = await generate(cadence);
    expect(made.body.made).toHaveLength(12);
    const list = await house().http(reader, 'GET', `/windows?cadence=${cadence.key}`);
    expect(list.body.items.map((one: { startLocal: string }) => one.startLocal.slice(11))).toEqual(Array(12).fill('22:00'));
    expect(
      list.body.items.every(
        (one: { state: string; cadence: { key: string } }) => one.state === 'draft' && one.cadence.key === cadence.key,
      ),
    ).toBe(true);
    expect(list.body.items[6]).toMatchObject({ start: '2027-06-12T20:00:00.000Z', goLive: '2027-06-12T22:00:00.000Z' });
    expect((await generate(cadence)).body).toMatchObject({ made: [], existing: 12 });
    const [first] = made.body.made;
    await act('/windows', { key: first.key, version: 1 }, 'withdraw');
    expect((await generate(cadence)).body).toMatchObject({ made: [], existing: 12 });
  });

  test('two who make the windows at the same moment make each once', async () => {
    const cadence = await register();
    const replies = await Promise.all([generate(cadence), generate(cadence)]);
    expect(replies.map((reply) => reply.body.made.length).toSorted((a, b) => a - b)).toEqual([0, 12]);
  });

  test('a cadence is changed and withdrawn by its version; its faults are told', async () => {
    const cadence = await register();
    const changed = await patch('/cadences', cadence, {
      name: 'Core, by quarter',
      repeats: { ...monthly, rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2SA' },
    });
    expect(changed.body).toMatchObject({ name: 'Core, by quarter', goLiveAfterMinutes: 120, version: 2 });
    expect((await patch('/cadences', changed.body, { name: 'Core, by quarter' })).body.version).toBe(2);
    expect(codes(await patch('/cadences', cadence, { name: 'X' }))).toEqual([412, 'foundation.stale']);
    expect(
      codes(await patch('/cadences', changed.body, { zone: 'Nowhere/Land', repeats: { ...monthly, rule: 'BYDAY=SA' } })),
    ).toEqual([400, 'calendar.zone-unknown']);
    expect(codes(await patch('/cadences', changed.body, { repeats: { ...monthly, rule: 'BYDAY=SA' } }))).toEqual([
      400,
      'calendar.rule-part-missing',
    ]);
    const gone = await act('/cadences', changed.body, 'withdraw');
    expect(gone.body.state).toBe('withdrawn');
    expect(codes(await generate(gone.body))).toEqual([409, 'calendar.cadence-withdrawn']);
    expect(codes(await patch('/cadences', gone.body, { name: 'X' }))).toEqual([409, 'calendar.cadence-withdrawn']);
    const keys = async (withdrawn: string) =>
      (await house().http(reader, 'GET', `/cadences?limit=200&withdrawn=${withdrawn}`)).body.items.map(
        (one: { key: string }) => one.key,
      );
    expect(await keys('no')).not.toContain(gone.body.key);
    expect(await keys('yes')).toEqual([gone.body.key]);
  });

  test('it needs the right; a stretch of more than two years is refused', async () => {
    const cadence = await register();
    expect(codes(await generate(cadence, reader))).toEqual([403, 'identity.no-right']);
    expect(codes(await post(`/cadences/${cadence.key}/windows`, { until: '2030-01-01T00:00:00Z' }))).toEqual([
      400,
      'calendar.stretch-too-long',
    ]);
    expect(codes(await post('/cadences/CAD-999/windows', { until }))).toEqual([404, 'calendar.no-such-record']);
    expect(
      codes(await post('/cadences', { name: 'X', zone: 'UTC', repeats: monthly, scope: { units: [here.key] } }, reader)),
    ).toEqual([403, 'identity.no-right']);
  });
});

describe('times for forms', () => {
  test('a local time is answered with its instant and with what the clocks do at it', async () => {
    const resolve = async (local: string, more: object = {}) =>
      (await post('/calendar/resolve-time', { local, zone: 'Europe/Berlin', ...more }, reader)).body;
    expect(await resolve('2027-03-28T02:30')).toMatchObject({
      case: 'gap',
      instant: '2027-03-28T01:00:00.000Z',
      shown: '2027-03-28T03:00',
      offset: '+02:00',
      other: null,
    });
    expect(await resolve('2027-10-31T02:30')).toMatchObject({
      case: 'fold',
      instant: '2027-10-31T00:30:00.000Z',
      offset: '+02:00',
      other: '2027-10-31T01:30:00.000Z',
      otherOffset: '+01:00',
    });
    expect((await resolve('2027-10-31T02:30', { fold: 'later' })).instant).toBe('2027-10-31T01:30:00.000Z');
    expect(await resolve('2027-01-01T12:00')).toMatchObject({ case: 'unique', offset: '+01:00' });
    expect(codes(await post('/calendar/resolve-time', { local: '2027-02-30T12:00', zone: 'CET' }))).toEqual([
      400,
      'calendar.zone-unknown',
      'calendar.local-time-malformed',
    ]);
  });

  test('a rule is shown with its occurrences before anybody stores it', async () => {
    const preview = async (repeats: object, more: object = {}) =>
      post('/calendar/recurrence-previews', { zone: 'Europe/Berlin', repeats, ...more }, reader);
    const found = await preview({ ...monthly, startsAt: '2027-03-28T02:30', rule: 'FREQ=YEARLY;COUNT=2' });
    expect(found.body.occurrences).toMatchObject([
      { local: '2027-03-28T02:30:00', startCase: 'gap', start: '2027-03-28T01:00:00.000Z' },
      { startCase: 'unique' },
    ]);
    const daily = await preview({ rule: 'FREQ=DAILY', startsAt: '2027-01-01', minutes: 60 });
    expect(daily.body.occurrences).toHaveLength(200);
    expect(daily.body.truncated.by).toBe('occurrences');
    expect(codes(await preview({ ...monthly, rule: 'FREQ=MONTHLY;COUNT=2;UNTIL=20270101' }))[0]).toBe(422);
  });
});

describe('bands for the calendar', () => {
  test('windows and freezes that concern the reader, series by their spans, within the stretch', async () => {
    const h = house();
    const unit = await h.unit();
    const insider = await h.someone(['stakeholder'], { unit });
    const outsider = await h.someone(['stakeholder'], { unit: await h.unit() });
    const scope = { units: [unit.key] };
    const once = { start: '2027-08-07T22:00', end: '2027-08-08T06:00' };
    const window = (await post('/windows', { name: 'August', zone: 'Europe/Berlin', once, scope })).body;
    const series = (
      await post('/windows', {
        name: 'Weekly',
        zone: 'Europe/Berlin',
        repeats: { rule: 'FREQ=WEEKLY', startsAt: '2027-01-05T18:00', minutes: 60 },
        scope,
        state: 'proposed',
      })
    ).body;
    const freeze = (
      await post('/freezes', {
        name: 'Close',
        reason: 'Books',
        zone: 'Europe/Berlin',
        repeats: { rule: 'FREQ=MONTHLY;BYMONTHDAY=1', startsAt: '2027-01-01', minutes: 1440 },
        scope,
      })
    ).body;
    const bands = async (as: Someone) =>
      (await h.http(as, 'GET', '/calendar-bands?from=2027-08-01T00:00:00Z&to=2027-09-01T00:00:00Z')).body;
    const seen = await bands(insider);
    const mine = seen.windows.filter((one: { units: string[] }) => one.units.includes(unit.id));
    expect(
      mine.map((one: { key: string; spans: unknown[]; repeats: boolean }) => [one.key, one.spans.length, one.repeats]),
    ).toEqual([
      [series.key, 5, true],
      [window.key, 1, false],
    ]);
    expect(mine[1]).toMatchObject({
      state: 'draft',
      goLive: Date.parse(window.goLive),
      spans: [[Date.parse(window.start), Date.parse(window.end)]],
    });
    // Midnight of 1 August and of 1 September in Berlin: both months' first days share time with the stretch.
    expect(seen.freezes).toMatchObject([
      {
        key: freeze.key,
        severity: 'blocks',
        spans: [
          [Date.parse('2027-07-31T22:00Z'), Date.parse('2027-08-01T22:00Z')],
          [Date.parse('2027-08-31T22:00Z'), Date.parse('2027-09-01T22:00Z')],
        ],
      },
    ]);
    expect(seen).toMatchObject({ truncated: false, knownUntil: null });
    expect(JSON.stringify(await bands(outsider))).not.toContain(window.key);
    expect(codes(await h.http(insider, 'GET', '/calendar-bands?from=2027-01-01T00:00:00Z&to=2031-01-01T00:00:00Z'))).toEqual([
      400,
      'calendar.stretch-too-long',
    ]);
    expect(
      codes(await h.http(insider, 'GET', '/calendar-bands?from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z&unit=nowhere')),
    ).toEqual([400, 'calendar.names-nothing']);
    expect(
      (
        await h.http(
          await h.someone(['administrator']),
          'GET',
          '/calendar-bands?from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z',
        )
      ).status,
    ).toBe(403);
  });

  test('more spans than the calendar takes are cut, and it says so', async () => {
    const h = house();
    const unit = await h.unit();
    for (let one = 0; one < 3; one++) {
      const repeats = { rule: 'FREQ=DAILY', startsAt: '2027-01-01T08:00', minutes: 60 };
      await post('/freezes', { name: `Daily ${one}`, reason: 'Busy', zone: 'UTC', repeats, scope: { units: [unit.key] } });
    }
    const seen = await h.http(
      manager,
      'GET',
      `/calendar-bands?unit=${unit.key}&from=2027-01-01T00:00:00Z&to=2029-06-01T00:00:00Z`,
    );
    const spans = seen.body.freezes.reduce((sum: number, one: { spans: unknown[] }) => sum + one.spans.length, 0);
    expect(spans).toBeLessThanOrEqual(2_000);
    expect(seen.body.truncated).toBe(true);
  });
});
