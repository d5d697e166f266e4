import { expect, test } from 'vitest';
import { dueSince } from './due.ts';

test.each([
  ['2026-11-24T02:00:00.000Z', '02:00', '2026-11-24T02:00:00.000Z'],
  ['2026-11-24T01:59:59.999Z', '02:00', '2026-11-23T02:00:00.000Z'],
  ['2026-03-01T00:10:00.000Z', '23:59', '2026-02-28T23:59:00.000Z'],
])('at %s the newest %s was %s', (now, time, due) => {
  expect(dueSince(new Date(now), time).toISOString()).toBe(due);
});
