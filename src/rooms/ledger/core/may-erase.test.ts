import { describe, expect, test } from 'vitest';
import { mayNotErase, notSecondPerson, retainedUntil } from './may-erase.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const codes = (refusals: readonly { readonly code: string }[]) => refusals.map(({ code }) => code);

describe('what the law keeps', () => {
  test('retention ends the same day so many years later', () => {
    expect(retainedUntil(new Date('2016-11-24T12:00:00.000Z'), 10)).toEqual(now);
    expect(retainedUntil(new Date('2024-02-29T00:00:00.000Z'), 1).toISOString()).toBe('2025-03-01T00:00:00.000Z');
  });

  test.each([
    ['2016-11-24T12:00:00.000Z', null, []],
    ['2016-11-24T12:00:00.001Z', null, ['ledger.still-retained']],
    [null, null, ['ledger.still-here']],
    ['2020-01-01T00:00:00.000Z', { key: 'HOLD-1', reason: 'a lawsuit' }, ['ledger.still-retained', 'ledger.on-hold']],
  ])('somebody who left at %s, with the hold %j', (left, hold, expected) => {
    const facts = { now, leftAt: left === null ? null : new Date(left), years: 10, hold };
    expect(codes(mayNotErase(facts))).toEqual(expected);
  });

  test('neither who asked nor whom it is about confirms', () => {
    expect(codes(notSecondPerson('a', 'a', 'p'))).toEqual(['ledger.second-person']);
    expect(codes(notSecondPerson('p', 'a', 'p'))).toEqual(['ledger.second-person']);
    expect(notSecondPerson('b', 'a', 'p')).toEqual([]);
  });
});
