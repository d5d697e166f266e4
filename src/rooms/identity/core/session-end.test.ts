import { expect, test } from 'vitest';
import { comingEnd } from './session-end.ts';

const at = (minutes: number, seconds = 0): Date => new Date(Date.UTC(2026, 10, 24, 12, minutes, seconds));
const limits = { idleMinutes: 15, absoluteMinutes: 60 };

test('a session ends by idling, or by its latest end, whichever comes first; use moves the first alone', () => {
  const session = { createdAt: at(0), endsAt: at(60) };
  expect(comingEnd({ ...session, seenAt: at(10) }, limits, at(20))).toEqual({ inSeconds: 300, by: 'idle' });
  expect(comingEnd({ ...session, seenAt: at(50) }, limits, at(50))).toEqual({ inSeconds: 600, by: 'expired' });
  expect(comingEnd({ ...session, seenAt: at(10) }, limits, at(24, 59))).toEqual({ inSeconds: 1, by: 'idle' });
  expect(comingEnd({ ...session, seenAt: at(0) }, limits, at(30))).toEqual({ inSeconds: 0, by: 'idle' });
});

test('a latest end that was tightened since counts for sessions that were begun before', () => {
  const session = { createdAt: at(0), seenAt: at(28), endsAt: at(60) };
  expect(comingEnd(session, { ...limits, absoluteMinutes: 30 }, at(29))).toEqual({ inSeconds: 60, by: 'expired' });
});
