import { expect, test } from 'vitest';
import { type Ahead, clockBehind, followTimes } from './time-order.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 24, 12) + seconds * 1000);
const entries = (...seconds: readonly number[]) =>
  seconds.map((each, index) => ({ seq: index + 1, entryId: `e${index + 1}`, at: at(each) }));
const none: Ahead | null = null;

test('entries that follow each other are in order, also where they differ by as much as is tolerated', () => {
  expect(followTimes(none, entries(0, 10, 5, 10)).disordered).toEqual([]);
  expect(followTimes(none, []).ahead).toBeNull();
});

test('each entry behind the latest time before it is named with that one, until the clock has caught up', () => {
  const { disordered, ahead } = followTimes(none, entries(0, 100, 40, 94, 96, 101));
  expect(disordered).toEqual([
    { seq: 3, entryId: 'e3', aheadSeq: 2, behindMs: 60_000 },
    { seq: 4, entryId: 'e4', aheadSeq: 2, behindMs: 6_000 },
  ]);
  expect(ahead).toEqual({ seq: 6, at: at(101) });
});

test('what was found does not depend on where a page ends', () => {
  const all = entries(0, 100, 40, 94, 96, 101, 20);
  const whole = followTimes(none, all);
  for (let cut = 0; cut <= all.length; cut++) {
    const first = followTimes(none, all.slice(0, cut));
    const rest = followTimes(first.ahead, all.slice(cut));
    expect([...first.disordered, ...rest.disordered]).toEqual(whole.disordered);
    expect(rest.ahead).toEqual(whole.ahead);
  }
});

test('a clock is behind once it stands before the latest time by more than is tolerated', () => {
  expect(clockBehind(null, at(0))).toBe(0);
  expect(clockBehind({ at: at(5) }, at(0))).toBe(0);
  expect(clockBehind({ at: at(6) }, at(0))).toBe(6_000);
});
