import { expect, test } from 'vitest';
import { ruleWords } from './rule-words.ts';

test.each([
  ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2SA', 'Every 3 months, second Sat'],
  ['FREQ=WEEKLY;BYDAY=TU,TH', 'Every week, Tue and Thu'],
  ['FREQ=MONTHLY;BYDAY=2SA,4SA', 'Every month, second Sat and fourth Sat'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month, last Fri'],
  ['FREQ=YEARLY', 'Every year'],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', 'Every year, Dec, day 24'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4', 'Every month, last day, 4 times'],
])('%s is said as "%s"', (rule, words) => {
  expect(ruleWords(rule)).toBe(words);
});

test.each([
  'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
  'FREQ=WEEKLY;UNTIL=20271231T000000Z',
  'FREQ=HOURLY',
  'FREQ=MONTHLY;BYDAY=9XX',
])('what there are no words for stays as it is written: %s', (rule) => {
  expect(ruleWords(rule)).toBe(rule);
});
