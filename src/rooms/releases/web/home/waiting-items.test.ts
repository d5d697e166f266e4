import { expect, test } from 'vitest';
import { dueWords } from './waiting-items.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');

test.each([
  [null, 'No due date'],
  ['2026-11-24T11:59:00.000Z', 'Overdue'],
  ['2026-11-25T11:00:00.000Z', 'Due within a day'],
  ['2026-11-27T12:00:00.000Z', 'Due in 3 days'],
])('what is due at %s says so: %s', (dueAt, badge) => {
  expect(dueWords(dueAt, now).badge).toBe(badge);
});
