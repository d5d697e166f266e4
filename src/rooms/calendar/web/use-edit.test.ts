import { describe, expect, test } from 'vitest';
import { changedParts, type Part, staleParts } from './use-edit.ts';

type Draft = { readonly name: string; readonly zone: string; readonly days: readonly string[] };
const parts: readonly Part<Draft, 'name' | 'when'>[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name.trim(), text: ({ name }) => name },
  {
    field: 'when',
    label: 'When',
    of: ({ zone, days }) => [zone, days],
    text: ({ zone, days }) => `${days.join(', ')} (${zone})`,
  },
];
const base: Draft = { name: 'Window', zone: 'UTC', days: ['MO'] };

describe('an edit from its opening', () => {
  test('only what differs is sent: a space too many is no change', () => {
    expect(changedParts(parts, base, { ...base, name: ' Window ' })).toEqual([]);
    expect(changedParts(parts, base, { ...base, days: ['MO', 'TU'] })).toEqual(['when']);
  });

  test('of two who edit, the second chooses only between what they touched themselves', () => {
    const mine = { ...base, name: 'Mine' };
    const theirs = { name: 'Theirs', zone: 'Europe/Zurich', days: ['FR'] };
    expect(staleParts(parts, { base, mine, theirs })).toEqual([
      { field: 'name', label: 'Name', base: 'Window', mine: 'Mine', theirs: 'Theirs' },
    ]);
  });
});
