import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { lapseWindows } from '../acts/keep-time.ts';
import { codes, nextWeek, type Shown, saturday, windowTools } from '../testing/window-tools.ts';

const house = useHouse();
let tools: Awaited<ReturnType<typeof windowTools>>;
beforeAll(async () => {
  tools = await windowTools(house());
});

describe('the way of a window', () => {
  test('[S0.167] draft, proposed, locked with a password, used; each act is told with its reason', async () => {
    const { manager, planner, register, change, act, at } = tools;
    const h = house();
    const made = await register();
    expect(made).toMatchObject({
      state: 'draft',
      firstLock: null,
      move: null,
      startLocal: '2027-01-09T22:00',
      goLiveLocal: '2027-01-09T22:00',
    });
    expect(made.key).toMatch(/^WIN-\d+$/);
    const proposed = await act(made, 'propose', planner);
    expect(proposed.body).toMatchObject({ state: 'proposed', version: 2 });
    const returned = await act(proposed.body, 'return', manager, { reason: 'too early' });
    const again = await act(returned.body, 'propose', planner);
    expect(codes(await act(again.body, 'lock', planner, { password: planner.password }))).toEqual([403, 'identity.no-right']);
    expect(codes(await act(again.body, 'lock', manager))).toEqual([422, 'signatures.signature-required']);
    expect(codes(await act(again.body, 'lock', manager, { password: 'not mine at all' }))).toEqual([
      403,
      'identity.password-wrong',
    ]);
    const lock = await act(again.body, 'lock', manager, { password: manager.password });
    expect(lock.body.firstLock).toEqual({
      start: made.start,
      end: made.end,
      goLive: made.goLive,
      at: h.clock.now().toISOString(),
    });
    expect(codes(await act(lock.body, 'use', planner))).toEqual([409, 'calendar.window-not-open-yet']);
    expect(codes(await change(lock.body, { name: 'Renamed' }))).toEqual([409, 'calendar.window-not-editable']);
    const used = await at('2027-01-09T21:30:00Z', async () => act(lock.body, 'use', await h.someone(['implementation-manager'])));
    expect(used.body).toMatchObject({ state: 'used', firstLock: lock.body.firstLock });
    expect(used.body.can['ask-move'][0].code).toBe('calendar.window-verb-not-here');
    const history = await h.http(await h.someone(['auditor']), 'GET', `/records/window/${made.key}/history`);
    expect(JSON.stringify(history.body)).toContain('too early');
  });

  test('what a verb does not know in a state is refused, and a reason is demanded where it is', async () => {
    const { manager, register, act } = tools;
    const made = await register();
    expect(codes(await act(made, 'lock', manager, { password: manager.password }))).toEqual([
      409,
      'calendar.window-verb-not-here',
    ]);
    expect((await act(made, 'withdraw', manager)).status).toBe(400);
    const gone = await act(made, 'withdraw', manager, { reason: 'not this year' });
    expect(gone.body).toMatchObject({ state: 'withdrawn' });
    expect(codes(await act(gone.body, 'propose', manager))).toEqual([409, 'calendar.window-verb-not-here']);
    expect(codes(await house().http(manager, 'GET', '/windows/WIN-999999'))).toEqual([404, 'calendar.no-such-record']);
  });

  test('a window that is over cannot be proposed; one that is open can; a go-live outside is refused', async () => {
    const { manager, draft, register, change, act } = tools;
    const past = { start: '2026-11-01T22:00', end: '2026-11-02T06:00' };
    expect(codes(await house().http(manager, 'POST', '/windows', { body: draft({ once: past, state: 'proposed' }) }))).toEqual([
      422,
      'calendar.window-over',
    ]);
    expect((await register({ once: past })).state).toBe('draft');
    const open = { start: '2026-11-24T00:00', end: '2026-11-25T00:00' };
    const running = await register({ once: open, state: 'proposed' });
    expect(codes(await act(running, 'lock', manager, { password: manager.password }))).toEqual([
      422,
      'calendar.window-not-ahead',
    ]);
    const outside = await register({ once: { ...saturday, goLive: '2027-01-10T06:00' } });
    expect(codes(await act(outside, 'propose'))).toEqual([422, 'calendar.go-live-outside-window']);
    const proposed = await register({ state: 'proposed' });
    expect(codes(await change(proposed, { once: past }))).toEqual([422, 'calendar.window-over']);
  });

  test('what was proposed and not used lapses by itself once it is over, and only then', async () => {
    const { register, locked, at } = tools;
    const h = house();
    const one = await register({ state: 'proposed', once: { start: '2026-12-01T20:00', end: '2026-12-02T04:00' } });
    const kept = await locked({ once: { start: '2026-12-01T20:00', end: '2026-12-03T04:00' } });
    const endless = await register({
      state: 'proposed',
      repeats: { rule: 'FREQ=WEEKLY', startsAt: '2026-11-01T20:00', minutes: 60 },
    });
    await at('2026-12-02T12:00:00Z', async () => {
      expect(await lapseWindows(h.app)).toBeGreaterThanOrEqual(1);
      expect(await lapseWindows(h.app)).toBe(0);
      const auditor = await h.someone(['auditor']);
      const state = async (shown: Shown) => (await h.http(auditor, 'GET', `/windows/${shown.key}`)).body.state;
      expect([await state(one), await state(kept), await state(endless)]).toEqual(['lapsed', 'locked', 'proposed']);
      const history = await h.http(auditor, 'GET', `/records/window/${one.key}/history`);
      expect(JSON.stringify(history.body)).toContain('Interlock (calendar.lapse)');
    });
  });
});

describe('windows and what is planned', () => {
  test('a deployment outside every window collides; moving the window over it clears that in the same act, and back', async () => {
    const { manager, quality, register, change, act, decide, plan } = tools;
    const h = house();
    const unit = await h.unit();
    const collisions = await plan(unit, '2027-01-16T22:00Z', '2027-01-17T02:00Z');
    const scope = { units: [unit.key] };
    const window = await register({ scope });
    expect(await collisions()).toEqual([]);
    const proposed = (await act(window, 'propose')).body;
    expect(await collisions()).toEqual(['outside-window']);
    const moved = await change(proposed, { once: { start: '2027-01-16T22:00', end: '2027-01-17T06:00' } });
    expect(moved.body.version).toBe(3);
    expect(await collisions()).toEqual([]);
    const lock = await act(moved.body, 'lock', manager, { password: manager.password });
    const asked = await act(lock.body, 'ask-move', manager, {
      start: '2027-02-13T22:00',
      end: '2027-02-14T06:00',
      reason: 'later',
    });
    expect(await collisions()).toEqual([]);
    const away = await decide(asked.body, 'approve-move', quality);
    expect(await collisions()).toEqual(['outside-window']);
    await act(away.body, 'withdraw', manager, { reason: 'given up' });
    expect(await collisions()).toEqual([]);
  });

  test('a window that repeats opens each time by the wall clock, before and after the clocks change', async () => {
    const { register, plan } = tools;
    const unit = await house().unit();
    await register({
      scope: { units: [unit.key] },
      state: 'proposed',
      repeats: { rule: 'FREQ=WEEKLY;BYDAY=SA', startsAt: '2026-12-05T22:00', minutes: 480 },
    });
    const winter = await plan(unit, '2027-03-20T21:00Z', '2027-03-21T05:00Z');
    const changing = await plan(unit, '2027-03-27T21:00Z', '2027-03-28T04:00Z');
    const changingLater = await plan(unit, '2027-03-27T21:00Z', '2027-03-28T04:30Z');
    const summer = await plan(unit, '2027-04-03T20:00Z', '2027-04-04T04:00Z');
    expect([await winter(), await changing(), await summer()]).toEqual([[], [], []]);
    expect(await changingLater()).toEqual(['outside-window']);
  });
});

describe('registering and changing', () => {
  test('local times that the clocks skip or show twice are said, with what was taken and what was not', async () => {
    const { register, change } = tools;
    const window = await register({ once: { start: '2027-03-28T02:30', end: '2027-10-31T02:30', goLive: '2027-03-28T02:45' } });
    expect(
      window.clock.map((one: { field: string; case: string; taken: string; other: string | null }) => [
        one.field,
        one.case,
        one.taken,
        one.other,
      ]),
    ).toEqual([
      ['/once/start', 'gap', '2027-03-28T01:00:00.000Z', null],
      ['/once/end', 'fold', '2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z'],
      ['/once/goLive', 'gap', '2027-03-28T01:00:00.000Z', null],
    ]);
    const later = await change(window, { once: { start: '2027-03-28T03:00', end: '2027-10-31T01:30:00.000Z' } });
    expect(later.body).toMatchObject({ end: '2027-10-31T01:30:00.000Z', endLocal: '2027-10-31T02:30', clock: [] });
  });

  test('a repeat with the same Idempotency-Key answers the same, its notes of the clock included', async () => {
    const { manager, draft } = tools;
    const h = house();
    const body = draft({ once: { start: '2027-03-28T02:30', end: '2027-03-28T06:00' } });
    const send = () => h.http(manager, 'POST', '/windows', { body, headers: { 'idempotency-key': 'one-window-please' } });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
  });

  test('only what differs is changed; a stale version and one that is missing are refused', async () => {
    const { manager, register, change, act } = tools;
    const window = await register({ note: 'first', targets: [{ key: 'uat', name: 'UAT', days: -7, measure: 'calendar' }] });
    expect(window.targets).toEqual([
      { key: 'uat', name: 'UAT', days: -7, measure: 'calendar', date: '2027-01-02', dueBefore: '2027-01-02T23:00:00.000Z' },
    ]);
    expect((await house().http(manager, 'PATCH', `/windows/${window.key}`, { body: { name: 'X' } })).status).toBe(428);
    expect((await change(window, { name: 'January', once: saturday })).body.version).toBe(1);
    const changed = await change(window, { note: null, name: 'New' });
    expect(changed.body).toMatchObject({ note: null, name: 'New', start: window.start, version: 2 });
    const stale = await change(window, { name: 'Other' });
    expect(codes(stale)).toEqual([412, 'foundation.stale']);
    expect(codes(await act(window, 'propose'))).toEqual([412, 'foundation.stale']);
    const series = await change(changed.body, {
      repeats: { rule: 'FREQ=WEEKLY;COUNT=3', startsAt: '2027-01-02T20:00', minutes: 60 },
    });
    expect(series.body).toMatchObject({
      repeats: { rule: 'FREQ=WEEKLY;COUNT=3' },
      seriesEnd: '2027-01-16T20:00:00.000Z',
      start: '2027-01-02T19:00:00.000Z',
    });
    const zoned = await change(series.body, { zone: 'America/New_York' });
    expect(zoned.body).toMatchObject({ startLocal: '2027-01-02T20:00', start: '2027-01-03T01:00:00.000Z' });
  });

  test('faults are told at once; two targets of one key, a calendar that is not there', async () => {
    const { manager, draft, register } = tools;
    const send = async (more: object) => codes(await house().http(manager, 'POST', '/windows', { body: draft(more) }));
    const target = { key: 'uat', name: 'UAT', days: -7 };
    expect(await send({ workingCalendar: 'nowhere', targets: [target, target], zone: 'Mars/Olympus' })).toEqual([
      400,
      'calendar.zone-unknown',
      'calendar.names-nothing',
      'calendar.targets-twice',
    ]);
    expect(await send({ once: undefined })).toEqual([400, 'calendar.time-once-or-repeats']);
    const units = await Promise.all(Array.from({ length: 70 }, () => house().unit()));
    expect(await send({ scope: { units: units.map((unit) => unit.key), criticalities: ['high'], gxpOnly: true } })).toEqual([
      422,
      'calendar.scope-too-wide',
    ]);
    await register({ planRef: 'twin' });
    expect(await send({ planRef: 'twin' })).toEqual([409, 'calendar.plan-ref-taken']);
  });

  test('several windows are locked at once, each judged by itself', async () => {
    const { manager, planner, reader, register } = tools;
    const [a, b] = [await register({ state: 'proposed' }), await register()];
    const items = [a, b, { key: 'WIN-999999', version: 1 }].map((one) => ({ id: one.key, version: one.version }));
    const send = (as: Someone, more: object = {}) =>
      house().http(as, 'POST', '/windows/bulk-acts', { body: { verb: 'lock', items, ...more } });
    const reply = await send(manager, { password: manager.password });
    expect(
      reply.body.results.map((one: { ok: boolean; version?: number; refusals?: { code: string }[] }) =>
        one.ok ? one.version : one.refusals?.[0]?.code,
      ),
    ).toEqual([2, 'calendar.window-verb-not-here', 'calendar.no-such-record']);
    const denied = await send(planner, { password: planner.password });
    expect(
      denied.body.results.every((one: { refusals: { code: string }[] }) => one.refusals[0]?.code === 'identity.no-right'),
    ).toBe(true);
    expect((await send(reader)).status).toBe(403);
  });

  test('applications of a scope are named only where they may be read', async () => {
    const { here, manager, reader, draft, register } = tools;
    const h = house();
    const elsewhere = await h.unit();
    const keeper = await h.someone(['system-owner']);
    for (const [key, unit] of [
      ['SEEN', here],
      ['HIDDEN', elsewhere],
    ] as const) {
      await h.http(keeper, 'POST', '/applications', { body: { key, name: key, unit: unit.key } });
    }
    const window = await register({ scope: { applications: ['SEEN', 'HIDDEN'] } });
    const seen = await h.http(reader, 'GET', `/windows/${window.key}`);
    expect(seen.body.scope).toMatchObject({ applications: [{ key: 'SEEN' }], hiddenApplications: 1 });
    expect((await h.http(manager, 'GET', `/windows/${window.key}`)).body.scope).toMatchObject({ hiddenApplications: 0 });
    const local = await h.someone(['release-manager'], { unit: here });
    const body = draft({ scope: { applications: ['HIDDEN'] } });
    expect(codes(await h.http(local, 'POST', '/windows', { body }))).toEqual([400, 'calendar.names-nothing']);
  });

  test('the right is asked where the window holds; readers and strangers plan nothing', async () => {
    const { here, reader, draft, register, change, act } = tools;
    const h = house();
    const elsewhere = await h.unit();
    const local = await h.someone(['release-manager'], { unit: here });
    const send = async (as: Someone | null, scope: object) =>
      (await h.http(as, 'POST', '/windows', { body: draft({ scope }) })).status;
    expect(await send(local, { units: [here.key] })).toBe(201);
    expect(await send(local, { units: [elsewhere.key] })).toBe(403);
    expect(await send(local, {})).toBe(403);
    expect(await send(reader, { units: [here.key] })).toBe(403);
    expect(await send(null, { units: [here.key] })).toBe(401);
    const theirs = await register({ scope: { units: [elsewhere.key] } });
    expect(codes(await act(theirs, 'propose', local))).toEqual([404, 'calendar.no-such-record']);
    const mine = await register({}, local);
    expect(codes(await act(mine, 'propose', reader))).toEqual([403, 'identity.no-right']);
    expect(codes(await change(mine, { scope: { units: [elsewhere.key] } }, local))).toEqual([403, 'identity.no-right']);
    const seen = await h.http(reader, 'GET', `/windows/${mine.key}`);
    expect(seen.body.can.lock[0].code).toBe('identity.no-right');
  });

  test('lists filter by state, unit, time, open moves and text, in pages', async () => {
    const { manager, planner, register, act, locked } = tools;
    const h = house();
    const unit = await h.unit();
    const scope = { units: [unit.key] };
    for (const month of ['03', '01', '02']) {
      await register({ scope, name: `Month ${month}`, once: { start: `2027-${month}-06T20:00`, end: `2027-${month}-07T04:00` } });
    }
    await act(
      await locked({ scope, name: 'Month 04', once: { start: '2027-04-06T20:00', end: '2027-04-07T04:00' } }),
      'ask-move',
      planner,
      nextWeek,
    );
    const names = async (query: string): Promise<string[]> =>
      (await h.http(manager, 'GET', `/windows?unit=${unit.key}&q=month&${query}`)).body.items.map((one: { name: string }) =>
        one.name.slice(-2),
      );
    expect(await names('')).toEqual(['01', '02', '03', '04']);
    expect(await names('sort=-start')).toEqual(['04', '03', '02', '01']);
    expect(await names('sort=key')).toEqual(['03', '01', '02', '04']);
    expect(await names('state=locked')).toEqual(['04']);
    expect(await names('moveAsked=true')).toEqual(['04']);
    expect(await names('moveAsked=false&to=2027-02-01T00:00:00Z')).toEqual(['01']);
    const first = await h.http(manager, 'GET', `/windows?unit=${unit.key}&q=month&limit=2`);
    const second = await h.http(manager, 'GET', `/windows?unit=${unit.key}&q=month&limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map((one: { name: string }) => one.name)).toEqual(['Month 03', 'Month 04']);
    expect(second.body.nextCursor).toBeNull();
    expect(codes(await h.http(manager, 'GET', '/windows?cursor=e30'))).toEqual([400, 'calendar.bad-cursor']);
  });
});
