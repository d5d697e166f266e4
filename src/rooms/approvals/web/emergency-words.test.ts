import { expect, test } from 'vitest';
import { noticeWorth, verbalWorth } from './emergency-words.ts';

test('a verbal authorisation is never called an approval, and says what it owes', () => {
  expect(verbalWorth({ state: 'open', overdue: false, lets: true }).text).toBe('Emergency: approvals due');
  expect(verbalWorth({ state: 'open', overdue: true, lets: false }).tone).toBe('red');
  expect(verbalWorth({ state: 'open', overdue: false, lets: false }).text).toBe('Counts no more; approvals due');
  expect(verbalWorth({ state: 'waits-for-quality', overdue: false, lets: false }).text).toBe('Waits for quality');
});

test('silence is told only where it may be, and is not green', () => {
  const until = '2026-11-24T12:00:00.000Z';
  const now = Date.parse(until);
  expect(noticeWorth({ state: 'open', unopposed: true, until }, now)).toEqual({ text: 'Nobody objected', tone: 'gray' });
  expect(noticeWorth({ state: 'open', unopposed: false, until }, now).text).toBe('Over, tells nothing');
  expect(noticeWorth({ state: 'open', unopposed: false, until }, now - 1).text).toBe('Open');
  expect(noticeWorth({ state: 'objected', unopposed: false, until }, now).tone).toBe('red');
});
