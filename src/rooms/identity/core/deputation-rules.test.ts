import { expect, test } from 'vitest';
import { deputationFaults } from './deputation-rules.ts';

const now = new Date('2026-11-24T12:00:00Z');
const faults = (startsAt: string) =>
  deputationFaults(
    { personId: 'person', deputyId: 'deputy', startsAt: new Date(startsAt), endsAt: new Date('2026-11-30T12:00:00Z') },
    'person',
    now,
  ).map((refusal) => refusal.code);

test('nobody is made a deputy for a time that has passed; this morning is not long ago', () => {
  expect(faults('2026-11-01T00:00:00Z')).toEqual(['identity.deputation-backdated']);
  expect(faults('2026-11-24T00:00:00Z')).toEqual([]);
  expect(faults('2026-11-25T00:00:00Z')).toEqual([]);
});
