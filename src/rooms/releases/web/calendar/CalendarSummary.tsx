import { Badge } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { AppLink } from '../../../../design/navigation.tsx';
import { formatDay } from '../../../../design/time/format-instant.ts';
import type { Span } from '../../../../design/timeline/types.ts';
import { useHrefWith } from '../../../../foundation/web/address.ts';
import { hitsOf } from './rows.ts';
import type { CalendarData } from './useCalendarData.ts';
import type { CalendarState } from './view-state.ts';

const figure = new Intl.NumberFormat('en-GB');
const counted = (count: number, what: string): string => `${figure.format(count)} ${what}${count === 1 ? '' : 's'}`;

/** How many releases collide; the badge narrows the calendar to them. */
export function CalendarBadges({ state, data }: { readonly state: CalendarState; readonly data: CalendarData }) {
  const href = useHrefWith();
  const hit = data.rows.filter((row) => hitsOf(row) > 0).length;
  if (data.reply === undefined || (hit === 0 && !state.collisionsOnly)) return null;
  return (
    <AppLink
      className="rl-cal-hits"
      href={href({ collisions: state.collisionsOnly ? null : 'only' })}
      title={state.collisionsOnly ? 'Show all releases again' : 'Show only these'}
    >
      <Badge color="red" leftSection={<IconAlertTriangle size={12} aria-hidden="true" />}>
        {figure.format(hit)} in collision{state.collisionsOnly ? ', shown alone' : ''}
      </Badge>
    </AppLink>
  );
}

export function CalendarSummary({ data, span }: { readonly data: CalendarData; readonly span: Span }) {
  const { rows, reply, zone } = data;
  const units = new Set(rows.map((row) => row.unit)).size;
  const count = reply === undefined ? 'Loading' : `${counted(rows.length, 'release')} in ${counted(units, 'unit')}`;
  return (
    <>
      {count}, {formatDay(span.from, zone)} to {formatDay(span.to - 1, zone)}, {zone}
    </>
  );
}
