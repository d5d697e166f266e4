import { describe, expect, it } from 'vitest';
import { bandsOnDay, onDay, otherMonth, shownOnDay, weeksOfMonth } from './month.ts';

const now = Date.UTC(2026, 4, 18, 12);

describe('the month', () => {
  it('shows whole weeks from Monday and knows today', () => {
    const weeks = weeksOfMonth('2026-05', now, 'Europe/Berlin');
    expect(weeks.map((week) => week[0]?.date)).toEqual([27, 4, 11, 18, 25]);
    expect(
      weeks
        .flat()
        .filter((day) => day.isToday)
        .map((day) => day.date),
    ).toEqual([18]);
    expect(weeks.flat().filter((day) => day.inMonth)).toHaveLength(31);
  });

  it('begins with the first where that is a Monday', () => {
    expect(weeksOfMonth('2026-06', now, 'UTC')[0]?.[0]).toMatchObject({ date: 1, inMonth: true });
  });

  it('goes over the turn of the year', () => {
    expect(otherMonth('2026-01', -1, now, 'UTC')).toBe('2025-12');
    expect(otherMonth('2026-12', 1, now, 'UTC')).toBe('2027-01');
  });

  it('leaves out of a day what ended at its midnight', () => {
    const [week] = weeksOfMonth('2026-05', now, 'UTC');
    const [monday, tuesday] = week ?? [];
    if (monday === undefined || tuesday === undefined) throw new Error('a week has days');
    const item = { start: monday.start, end: tuesday.start };
    expect([onDay([item], monday).length, onDay([item], tuesday).length]).toEqual([1, 0]);
  });

  it('is tinted by what holds everything, and tells what holds a part', () => {
    const [week] = weeksOfMonth('2026-05', now, 'UTC');
    const [monday] = week ?? [];
    if (monday === undefined) throw new Error('a week has days');
    const at = { start: monday.start, end: monday.end };
    const window = { ...at, id: 'w', kind: 'window', title: 'W', label: 'W' } as const;
    const narrow = { ...at, id: 'n', kind: 'freeze', title: 'N', label: 'N', narrow: true } as const;
    const whole = { ...at, id: 'f', kind: 'freeze', title: 'F', label: 'F' } as const;
    expect(bandsOnDay([window, narrow], monday)).toMatchObject({ freeze: false, window: true, first: narrow, more: [window] });
    expect(bandsOnDay([narrow, whole], monday)).toMatchObject({ freeze: true, window: false, first: whole, more: [narrow] });
    expect(bandsOnDay([], monday)).toEqual({ freeze: false, window: false, first: undefined, more: [] });
  });

  it('shows collisions before anything else', () => {
    const { shown, hidden } = shownOnDay([{ id: 1 }, { id: 2 }, { id: 3, collision: true }], 2);
    expect(shown.map((item) => item.id)).toEqual([3, 1]);
    expect(hidden.map((item) => item.id)).toEqual([2]);
  });
});
