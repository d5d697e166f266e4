import { describe, expect, test } from 'vitest';
import { withSearch } from '../../../foundation/web/address.ts';
import { type Assumption, assumptionOf, bodyOf, patchFor } from './assumed.ts';

const criteria = [
  { key: 'coverage', type: 'measure' },
  { key: 'rehearsed', type: 'checklist' },
  { key: 'collisions', type: 'fact' },
];

describe('assumptions in the address', () => {
  const all: readonly Assumption[] = [
    { kind: 'none' },
    { kind: 'withdrawn' },
    { kind: 'result', value: '96' },
    { kind: 'waived', until: '2026-12-01T10:00:00.000Z' },
  ];
  test.each(all.map((one) => [one.kind, one] as const))('%s is read as it was written', (_kind, assumption) => {
    const href = withSearch('/x', {}, patchFor('coverage', assumption));
    const search = Object.fromEntries(new URL(href, 'http://localhost').searchParams);
    expect(assumptionOf(search, 'coverage')).toEqual(assumption);
  });

  test('become what the server is asked, by the type of each criterion', () => {
    const search = { at: '2026-12-01T10:00:00.000Z', 'c.coverage': '96', 'c.rehearsed': 'done', 'c.collisions': '0' };
    expect(bodyOf(search, criteria)).toEqual({
      at: '2026-12-01T10:00:00.000Z',
      results: [
        { criterion: 'coverage', value: 96 },
        { criterion: 'rehearsed', checked: true },
      ],
      found: [{ criterion: 'collisions', value: 0 }],
      withdrawn: [],
      waivers: [],
    });
  });

  test('what is no value yet, or of no criterion, is left out', () => {
    const search = { at: 'soon', 'c.coverage': 'many', 'c.unheard-of': '1', 'c.rehearsed': 'waived:some day' };
    expect(bodyOf(search, criteria)).toEqual({ results: [], found: [], withdrawn: [], waivers: [] });
  });
});
