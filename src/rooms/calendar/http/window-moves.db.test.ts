import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { codes, nextWeek, windowTools } from '../testing/window-tools.ts';

const house = useHouse();
let tools: Awaited<ReturnType<typeof windowTools>>;
beforeAll(async () => {
  tools = await windowTools(house());
});

describe('moving a locked window', () => {
  test('[S0.167] a locked window moves only by a recorded decision of somebody other than who asked; the first lock is kept', async () => {
    const { manager, other, planner, quality, act, decide, locked } = tools;
    const window = await locked();
    const asked = await act(window, 'ask-move', manager, nextWeek);
    expect(asked.body).toMatchObject({
      state: 'locked',
      start: window.start,
      move: { start: '2027-01-16T21:00:00.000Z', askedBy: { id: manager.id } },
    });
    expect(codes(await decide(asked.body, 'approve-move', manager))).toEqual([403, 'calendar.move-decided-by-asker']);
    expect(codes(await decide(asked.body, 'reject-move', manager))).toEqual([403, 'calendar.move-decided-by-asker']);
    expect(codes(await decide(asked.body, 'approve-move', planner))).toEqual([403, 'identity.no-right']);
    expect(codes(await act(asked.body, 'approve-move', quality))).toEqual([400, 'calendar.reason-required']);
    expect(codes(await act(asked.body, 'approve-move', quality, { reason: 'agreed' }))).toEqual([
      422,
      'signatures.signature-required',
    ]);
    expect(codes(await act(asked.body, 'ask-move', other, nextWeek))).toEqual([409, 'calendar.move-already-asked']);
    const seen = await house().http(quality, 'GET', `/windows/${window.key}`);
    expect(seen.body.can['approve-move']).toBe(true);
    const moved = await decide(asked.body, 'approve-move', quality);
    expect(moved.body).toMatchObject({
      state: 'locked',
      start: '2027-01-16T21:00:00.000Z',
      goLive: '2027-01-16T21:00:00.000Z',
      move: null,
      firstLock: window.firstLock,
    });
    expect(codes(await decide(moved.body, 'approve-move', other))).toEqual([409, 'calendar.no-move-asked']);
  });

  test('a rejected move leaves the window where it is; the next one may be asked', async () => {
    const { manager, planner, act, decide, locked } = tools;
    const window = await locked();
    const asked = await act(window, 'ask-move', planner, nextWeek);
    const rejected = await decide(asked.body, 'reject-move', manager);
    expect(rejected.body).toMatchObject({ start: window.start, move: null });
    expect((await act(rejected.body, 'ask-move', planner, nextWeek)).status).toBe(200);
  });

  test('who stands in for the one that asked decides on the move no more than they could', async () => {
    const { manager, act, decide, locked } = tools;
    const h = house();
    const deputy = await h.someone(['change-manager']);
    const asked = await act(await locked(), 'ask-move', manager, nextWeek);
    await sql`insert into identity.deputation (id, person_id, deputy_id, starts_at, ends_at, reason)
      values (${uuidv7()}, ${manager.id}, ${deputy.id}, ${new Date('2026-11-01')}, ${new Date('2026-12-31')}, 'leave')`.execute(
      h.app.database.db,
    );
    expect(codes(await decide(asked.body, 'approve-move', deputy))).toEqual([422, 'identity.not-independent']);
    const seen = await h.http(deputy, 'GET', `/windows/${asked.body.key}`);
    expect(seen.body.can['approve-move'][0].code).toBe('identity.not-independent');
  });

  test('a move to the past, out of order or with a go-live outside is refused when it is asked', async () => {
    const { manager, planner, register, act, locked } = tools;
    const window = await locked();
    const ask = async (more: object) => codes(await act(window, 'ask-move', planner, { ...nextWeek, ...more }));
    expect(await ask({ start: '2026-01-01T20:00', end: '2026-01-02T04:00' })).toEqual([422, 'calendar.move-not-ahead']);
    expect(await ask({ end: '2027-01-16T20:00' })).toEqual([400, 'calendar.span-not-valid']);
    expect(await ask({ goLive: '2027-02-16T20:00' })).toEqual([422, 'calendar.go-live-outside-window']);
    expect(await ask({ start: '2027-02-30T20:00' })).toEqual([400, 'calendar.local-time-malformed']);
    const series = await register({
      state: 'proposed',
      repeats: { rule: 'FREQ=WEEKLY', startsAt: '2027-01-02T20:00', minutes: 60 },
    });
    const lock = await act(series, 'lock', manager, { password: manager.password });
    expect(codes(await act(lock.body, 'ask-move', planner, nextWeek))).toEqual([422, 'calendar.window-repeats']);
    expect(codes(await act(lock.body, 'use', planner))).toEqual([409, 'calendar.window-repeats', 'calendar.window-not-open-yet']);
  });

  test('two who decide at the same moment: one decides, the other is told', async () => {
    const { manager, other, quality, act, decide, locked } = tools;
    for (let round = 0; round < 4; round++) {
      const asked = await act(await locked(), 'ask-move', manager, nextWeek);
      const replies = await Promise.all([decide(asked.body, 'approve-move', quality), decide(asked.body, 'reject-move', other)]);
      expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 412]);
    }
  });

  test('a machine plans and asks, and never locks or decides', async () => {
    const { manager, draft } = tools;
    const h = house();
    const token = await h.apiToken(manager, ['read', 'plan', 'act']);
    const window = await h.http(token, 'POST', '/windows', { body: draft({ state: 'proposed' }) });
    expect(window.status).toBe(201);
    const lock = await h.http(token, 'POST', `/windows/${window.body.key}/acts/lock`, {
      body: { password: manager.password },
      ifMatch: 1,
    });
    expect(codes(lock)).toEqual([403, 'identity.people-only']);
    expect((await h.http(manager, 'POST', '/windows', { body: draft({ state: 'locked' }) })).status).toBe(400);
  });
});
