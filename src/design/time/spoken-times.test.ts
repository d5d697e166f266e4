import { expect, test } from 'vitest';
import { withSpokenTimes } from './spoken-times.ts';

test('an instant in a sentence is told in the zone of the reader', () => {
  expect(withSpokenTimes('Locked until 2026-11-24T21:53:58.110Z after failures.', 'Europe/Zurich')).toBe(
    'Locked until 24 Nov 2026, 22:53 CET after failures.',
  );
});

test('two instants are both told, one with an offset; a day alone stays', () => {
  expect(withSpokenTimes('2026-05-12T12:00Z to 2026-05-12T15:00+02:00, not 2026-05-12', 'UTC')).toBe(
    '12 May 2026, 12:00 UTC to 12 May 2026, 13:00 UTC, not 2026-05-12',
  );
});

test('what only looks like an instant stays as it is', () => {
  expect(withSpokenTimes('2026-99-99T99:99Z', 'UTC')).toBe('2026-99-99T99:99Z');
});
