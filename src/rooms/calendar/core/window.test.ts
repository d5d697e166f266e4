import { describe, expect, test } from 'vitest';
import { unsoundness } from '../../../foundation/state-machine.ts';
import { type Cadence, generateWindows } from './cadence.ts';
import { judgeWindow } from './judge-window.ts';
import { type LockedWindow, windowMachine } from './window.ts';
import { targetsOf } from './window-targets.ts';
import { workOutCalendar } from './working-calendar.ts';

const span = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });
const locked: LockedWindow = {
  id: 'w1',
  name: 'Monthly 2026-06-13',
  cadenceId: null,
  zone: 'Europe/Berlin',
  span: span('2026-06-13T20:00Z', '2026-06-14T04:00Z'),
  goLive: new Date('2026-06-13T22:30Z'),
  series: null,
  targets: [],
  state: 'locked',
  firstLock: {
    span: span('2026-06-13T20:00Z', '2026-06-14T04:00Z'),
    goLive: new Date('2026-06-13T22:30Z'),
    at: new Date('2026-01-05T10:00Z'),
  },
  move: null,
};
const asked: LockedWindow = {
  ...locked,
  move: {
    askedBy: 'anna',
    askedAt: new Date('2026-03-01T10:00Z'),
    span: span('2026-06-20T20:00Z', '2026-06-21T04:00Z'),
    goLive: new Date('2026-06-20T22:30Z'),
    reason: 'Audit',
  },
};
const march = new Date('2026-03-02T10:00Z');
const codes = (...of: Parameters<typeof judgeWindow>) => judgeWindow(...of).map((one) => one.code);
const hours = [{ from: '09:00', to: '17:00' }];

describe('release windows', () => {
  test('every state is reached, every open one has a way out, no final one has', () => {
    expect(unsoundness(windowMachine)).toEqual([]);
  });

  test('[S0.167] a locked window has no way back to draft and moves only by a decision on a move that was asked', () => {
    const fromLocked = windowMachine.rows.filter((row) => row.from.some((state) => state === 'locked')).map((row) => row.verb);
    expect(fromLocked).toEqual(['ask-move', 'approve-move', 'reject-move', 'use', 'lapse', 'withdraw']);
    expect(codes(locked, 'approve-move', { now: march, actorId: 'bert' })).toEqual(['calendar.no-move-asked']);
    expect(codes(asked, 'approve-move', { now: march, actorId: 'bert' })).toEqual([]);
    expect(codes(asked, 'ask-move', { now: march, actorId: 'bert' })).toEqual(['calendar.move-already-asked']);
    for (const verb of ['lock', 'approve-move', 'reject-move'] as const) {
      expect(windowMachine.rows.find((row) => row.verb === verb)?.demands).toContain('signature');
    }
  });

  test('[S0.167] who asked to move a locked window may not decide it, neither way', () => {
    for (const verb of ['approve-move', 'reject-move'] as const) {
      expect(codes(asked, verb, { now: march, actorId: 'anna' })).toEqual(['calendar.move-decided-by-asker']);
    }
  });

  test('every broken rule is listed, not the first only', () => {
    const late = new Date('2026-07-01T00:00Z');
    expect(codes(asked, 'approve-move', { now: late, actorId: 'anna' })).toEqual([
      'calendar.move-decided-by-asker',
      'calendar.move-not-ahead',
    ]);
  });

  test('a go-live outside its window is refused when the window is proposed, locked or moved', () => {
    const { move, firstLock, ...base } = { ...locked, goLive: locked.span.end };
    const at = { now: march, actorId: 'bert' };
    expect([move, firstLock.span]).toEqual([null, locked.span]);
    expect(codes({ ...base, state: 'draft' }, 'propose', at)).toEqual(['calendar.go-live-outside-window']);
    expect(codes({ ...base, state: 'proposed' }, 'lock', at)).toEqual(['calendar.go-live-outside-window']);
    expect(codes({ ...asked, move: asked.move && { ...asked.move, goLive: locked.goLive } }, 'approve-move', at)).toEqual([
      'calendar.go-live-outside-window',
    ]);
  });

  test('a window is used from its start and lapses at its end, not before', () => {
    const at = (now: Date) => ({ now, actorId: 'anna' });
    expect(codes(locked, 'use', at(march))).toEqual(['calendar.window-not-open-yet']);
    expect(codes(locked, 'use', at(locked.span.start))).toEqual([]);
    expect(codes(locked, 'lapse', at(locked.span.start))).toEqual(['calendar.window-not-over']);
    expect(codes(locked, 'lapse', at(locked.span.end))).toEqual([]);
    expect(codes({ ...locked, state: 'used' }, 'withdraw', at(march))).toEqual(['calendar.window-verb-not-here']);
  });

  test('[S0.168] intermediate targets are counted in working days from the local date of go-live', () => {
    const calendar = {
      zone: 'Europe/Berlin',
      week: { MO: hours, TU: hours, WE: hours, TH: hours, FR: hours, SA: [], SU: [] },
      holidays: [{ name: 'Corpus Christi', on: '2026-06-04', rule: null, except: [] }],
    };
    const days = workOutCalendar(calendar, '2026-01-01', '2026-12-31');
    if (!days.ok) throw new Error(JSON.stringify(days.refusals));
    // Go-live is 00:30 on Sunday 14 June in Berlin, though still Saturday in UTC.
    const offsets = [
      { key: 'scope-lock', name: 'Scope locked', days: -20, measure: 'working' as const },
      { key: 'uat', name: 'UAT complete', days: -7, measure: 'working' as const },
      { key: 'go-live', name: 'Go-live', days: 0, measure: 'working' as const },
      { key: 'warranty', name: 'Warranty ends', days: 10, measure: 'working' as const },
    ];
    const targets = targetsOf(locked.goLive, locked.zone, offsets, days.value);
    expect(targets.ok && targets.value.map((one) => [one.key, one.date])).toEqual([
      ['scope-lock', '2026-05-15'],
      ['uat', '2026-06-03'],
      ['go-live', '2026-06-14'],
      ['warranty', '2026-06-26'],
    ]);
    expect(targets.ok && targets.value[1]?.dueBefore?.toISOString()).toBe('2026-06-03T22:00:00.000Z');
    expect(
      targetsOf(locked.goLive, locked.zone, [{ key: 'x', name: 'x', days: -400, measure: 'working' as const }], days.value).ok,
    ).toBe(false);
  });
});

describe('cadences', () => {
  const cadence = (rule: string): Cadence => ({
    id: 'c1',
    name: 'Core',
    recurrence: {
      rule,
      startsAt: '2026-01-10T22:00',
      zone: 'Europe/Berlin',
      length: { measure: 'wall', minutes: 480 },
      except: [],
      also: [],
    },
    goLiveAfterMinutes: 120,
    targets: [],
  });
  const year = span('2026-01-01T00:00Z', '2027-01-01T00:00Z');
  const generate = (rule: string, existing: readonly string[] = []) => {
    const outcome = generateWindows(cadence(rule), year, new Set(existing));
    return outcome.ok ? outcome.value.windows : [];
  };

  test('[S0.63] quarterly, monthly and fortnightly cadences yield the windows of twelve months, each at 22:00 of its zone', () => {
    expect(generate('FREQ=MONTHLY;INTERVAL=3;BYDAY=2SA').map((one) => one.slot.slice(0, 10))).toEqual([
      '2026-01-10',
      '2026-04-11',
      '2026-07-11',
      '2026-10-10',
    ]);
    expect(generate('FREQ=MONTHLY;BYDAY=2SA')).toHaveLength(12);
    const fortnightly = generate('FREQ=WEEKLY;INTERVAL=2;BYDAY=SA');
    expect(fortnightly).toHaveLength(26);
    expect(fortnightly.every((one) => one.slot.endsWith('T22:00:00') && one.state === 'draft')).toBe(true);
    expect(new Set(fortnightly.map((one) => one.span.start.getUTCHours()))).toEqual(new Set([20, 21]));
  });

  test('generating twice makes no window twice', () => {
    const first = generate('FREQ=MONTHLY;BYDAY=2SA').map((one) => one.slot);
    expect(generate('FREQ=MONTHLY;BYDAY=2SA', first)).toEqual([]);
    expect(generate('FREQ=MONTHLY;BYDAY=2SA', first.slice(1)).map((one) => one.slot)).toEqual(first.slice(0, 1));
  });
});
