import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differencesBetween, type PlanContent, type PlannedSpan } from './plan-content.ts';

const year = { from: '2027-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
const nothing: PlanContent = { windows: [], freezes: [], releases: [] };
const at = (month: number, day = 1) => {
  const start = new Date(Date.UTC(2027, month - 1, day));
  return { start: start.toISOString(), end: new Date(start.getTime() + 7_200_000).toISOString() };
};
const window = (key: string, month: number, day = 1): PlannedSpan => ({ key, name: `Window ${key}`, ...at(month, day) });
const release = (key: string, month: number | null) => ({
  key,
  name: `Release ${key}`,
  kind: 'single',
  class: 'minor',
  state: 'planned',
  unit: 'Digital',
  goLive: month === null ? null : at(month),
});
const plan = (content: Partial<PlanContent>, span = year) => ({ ...span, content: { ...nothing, ...content } });

describe('what a version of a plan says otherwise than the one before', () => {
  test('names what came, what went and what moved, by time', () => {
    const before = plan({ releases: [release('R-1', 3), release('R-2', 5), release('R-4', null)], windows: [window('W-1', 2)] });
    const after = plan({ releases: [release('R-1', 4), release('R-3', 1), release('R-4', null)], windows: [window('W-1', 2)] });
    expect(differencesBetween(before, after)).toEqual([
      { of: 'release', key: 'R-3', name: 'Release R-3', was: null, is: at(1) },
      { of: 'release', key: 'R-1', name: 'Release R-1', was: at(3), is: at(4) },
      { of: 'release', key: 'R-2', name: 'Release R-2', was: at(5), is: null },
    ]);
  });

  test('a release that gets its date is new in the plan, and one that loses it is in it no more', () => {
    const [undated, dated] = [plan({ releases: [release('R-1', null)] }), plan({ releases: [release('R-1', 6)] })];
    expect(differencesBetween(undated, dated)).toMatchObject([{ was: null, is: at(6) }]);
    expect(differencesBetween(dated, undated)).toMatchObject([{ was: at(6), is: null }]);
  });

  test('of a window that recurs only the stretch that moved is told', () => {
    const before = plan({ windows: [window('W', 1), window('W', 2), window('W', 3)] });
    const after = plan({ windows: [window('W', 1), window('W', 2, 8), window('W', 3)] });
    expect(differencesBetween(before, after)).toEqual([{ of: 'window', key: 'W', name: 'Window W', was: at(2), is: at(2, 8) }]);
  });

  test('that the year rolls on is no change; what moved out of the months that both cover is', () => {
    const next = { from: '2027-02-01T00:00:00.000Z', until: '2028-02-01T00:00:00.000Z' };
    const later = { ...release('R-1', null), goLive: { start: '2028-01-10T00:00:00.000Z', end: '2028-01-10T02:00:00.000Z' } };
    const before = plan({ windows: [window('W', 1), window('W', 2)], releases: [release('R-1', 6)] });
    const after = plan({ windows: [window('W', 2)], releases: [later] }, next);
    expect(differencesBetween(before, after)).toEqual([
      { of: 'release', key: 'R-1', name: 'Release R-1', was: at(6), is: later.goLive },
    ]);
  });

  const months = fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('A', 'B', 'C'),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 20, selector: ({ key, month, day }) => `${key} ${month} ${day}` },
  );

  test('a plan says nothing otherwise than itself, and the way back is the way there turned round', () => {
    fc.assert(
      fc.property(months, months, (some, others) => {
        const of = (list: typeof some) => plan({ windows: list.map(({ key, month, day }) => window(key, month, day)) });
        const [before, after] = [of(some), of(others)];
        expect(differencesBetween(before, before)).toEqual([]);
        const turned = differencesBetween(after, before).map(({ was, is, ...rest }) => ({ ...rest, was: is, is: was }));
        const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).toSorted();
        const there = differencesBetween(before, after).map(({ was, is, ...rest }) => ({ ...rest, was, is }));
        expect(sorted(there)).toEqual(sorted(turned));
      }),
    );
  });

  test('what is told turns the earlier plan into the later one', () => {
    fc.assert(
      fc.property(months, months, (some, others) => {
        const spans = (list: typeof some) => list.map(({ key, month, day }) => window(key, month, day));
        const text = (one: { key: string; start: string; end: string }) => `${one.key} ${one.start} ${one.end}`;
        const told = differencesBetween(plan({ windows: spans(some) }), plan({ windows: spans(others) }));
        const left = new Set(spans(some).map(text));
        for (const { key, was } of told) if (was !== null) left.delete(text({ key, ...was }));
        for (const { key, is } of told) if (is !== null) left.add(text({ key, ...is }));
        expect(left).toEqual(new Set(spans(others).map(text)));
      }),
    );
  });
});
