import { useMemo } from 'react';
import { formatClock, formatInstant } from '../../../../design/time/format-instant.ts';
import { toWall } from '../../../../design/time/zone.ts';
import { type MonthItem, MonthView } from '../../../../design/timeline/MonthView.tsx';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import { freezesAround } from './bands.ts';
import { hitsOf } from './rows.ts';
import type { CalendarData } from './useCalendarData.ts';
import type { CalendarState } from './view-state.ts';

type CalendarMonthProps = {
  readonly state: CalendarState;
  readonly data: CalendarData;
  readonly onOpen: (laneId: string) => void;
};

function itemsOf({ rows, zone, drawn }: CalendarData): readonly MonthItem[] {
  return rows.flatMap((row) => {
    if (row.live === null) return [];
    const [start, end] = row.live;
    const hit = hitsOf(row) > 0;
    const span = `${formatInstant(start, zone)} to ${formatInstant(end, zone)}`;
    const freezes = freezesAround(row, drawn).map((band) => `, inside of ${band.title}`);
    const label = `${formatClock(start, zone)} ${row.name}`;
    return [
      {
        id: row.id,
        start,
        end,
        phase: 'deploy' as const,
        label,
        aria: `${label}, go-live of ${row.key}, ${span}${hit ? ', in collision' : ''}${freezes.join('')}`,
        collision: hit,
        frozen: freezes.length > 0,
      },
    ];
  });
}

const monthBounds = (month: string) => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const day = (by: number, plus: number) => new Date(Date.UTC(year, number - 1 + by, 1 + plus)).toISOString().slice(0, 10);
  return { from: day(0, -7), to: day(1, 7) };
};

/** The go-lives of a month, as on a wall. */
export function CalendarMonth({ state, data, onOpen }: CalendarMonthProps) {
  const set = useSetSearch();
  const items = useMemo(() => itemsOf(data), [data]);
  const month = state.month ?? new Date(toWall(data.now, data.zone)).toISOString().slice(0, 7);
  return (
    <MonthView
      label="Go-lives"
      month={month}
      items={items}
      bands={data.bands}
      now={data.now}
      onMonth={(next) => set({ month: next, ...monthBounds(next) })}
      onOpen={onOpen}
    />
  );
}
