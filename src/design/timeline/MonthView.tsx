import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconAlertTriangle, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useZone } from '../DesignRoot.tsx';
import { formatWeekday, longMonthNames } from '../time/format-instant.ts';
import { toWall } from '../time/zone.ts';
import type { Phase } from '../tokens.ts';
import { bandLines } from './bands.ts';
import { bandsOnDay, firstOfMonth, type MonthDay, monthOfWall, onDay, otherMonth, shownOnDay, weeksOfMonth } from './month.ts';
import type { TimelineBand } from './types.ts';

export type MonthItem = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly aria: string;
  readonly phase: Phase;
  readonly collision?: boolean | undefined;
  /** It lies in a freeze that concerns it; `aria` names it. */
  readonly frozen?: boolean | undefined;
};

export type MonthViewProps = {
  readonly label: string;
  /** YYYY-MM */
  readonly month: string;
  readonly items: readonly MonthItem[];
  readonly bands?: readonly TimelineBand[] | undefined;
  readonly now: number;
  readonly zone?: string | undefined;
  readonly onMonth: (month: string) => void;
  readonly onOpen: (itemId: string) => void;
};

const room = 3;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function ItemButton({ item, onOpen }: { readonly item: MonthItem; readonly onOpen: (itemId: string) => void }) {
  return (
    <button
      type="button"
      className="il-month-item"
      data-kind={item.phase}
      data-collision={item.collision === true}
      data-frozen={item.frozen === true}
      aria-label={item.aria}
      title={item.aria}
      onClick={() => onOpen(item.id)}
    >
      {item.collision === true ? <IconAlertTriangle size={12} aria-hidden="true" /> : null}
      <span>{item.label}</span>
    </button>
  );
}

type DayProps = {
  readonly day: MonthDay;
  readonly items: readonly MonthItem[];
  readonly bands: readonly TimelineBand[];
  readonly zone: string;
  readonly onOpen: (itemId: string) => void;
};

function More({ hidden, onOpen }: { readonly hidden: readonly MonthItem[]; readonly onOpen: (itemId: string) => void }) {
  if (hidden.length === 0) return null;
  return (
    <Popover width={280} withinPortal trapFocus shadow="md">
      <Popover.Target>
        <button type="button" className="il-month-more">
          {hidden.length} more
        </button>
      </Popover.Target>
      <Popover.Dropdown className="il-month-list" aria-label="Further items of this day">
        {hidden.map((item) => (
          <ItemButton key={item.id} item={item} onOpen={onOpen} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function Day({ day, items, bands, zone, onOpen }: DayProps) {
  const { freeze, window, first, more } = bandsOnDay(bands, day);
  const { shown, hidden } = shownOnDay(onDay(items, day), room);
  return (
    <div
      role="gridcell"
      className="il-month-day"
      data-out={!day.inMonth}
      data-freeze={freeze}
      data-window={window}
      aria-current={day.isToday ? 'date' : undefined}
    >
      <div className="il-month-date">
        <span aria-hidden="true" data-today={day.isToday}>
          {day.date}
        </span>
        <span className="il-only-read">{formatWeekday(day.start, zone)}</span>
        {first === undefined ? null : <small title={bandLines([first, ...more])}>{first.title}</small>}
        {more.length === 0 ? null : <small className="il-month-further">+{more.length}</small>}
        {more.length === 0 ? null : <span className="il-only-read">, {bandLines(more)}</span>}
      </div>
      {shown.map((item) => (
        <ItemButton key={item.id} item={item} onOpen={onOpen} />
      ))}
      <More hidden={hidden} onOpen={onOpen} />
    </div>
  );
}

type MonthBarProps = Pick<MonthViewProps, 'month' | 'now' | 'onMonth'> & { readonly zone: string };

function MonthBar({ month, now, zone, onMonth }: MonthBarProps) {
  const first = new Date(firstOfMonth(month, now, zone));
  const title = `${longMonthNames[first.getUTCMonth()] ?? ''} ${first.getUTCFullYear()}`;
  const go = (by: number) => () => onMonth(otherMonth(month, by, now, zone));
  return (
    <div className="il-month-bar">
      <ActionIcon.Group>
        <ActionIcon variant="default" size={34} aria-label="Month before" onClick={go(-1)}>
          <IconChevronLeft size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="default" size={34} aria-label="Month after" onClick={go(1)}>
          <IconChevronRight size={16} aria-hidden="true" />
        </ActionIcon>
      </ActionIcon.Group>
      <Button variant="default" onClick={() => onMonth(monthOfWall(toWall(now, zone)))}>
        Today
      </Button>
      <h2 aria-live="polite">{title}</h2>
    </div>
  );
}

/** The month as people know it from a wall; the timeline's second face. It wants a parent with a height (`PageFill`). */
export function MonthView({ label, month, items, bands = [], now, zone, onMonth, onOpen }: MonthViewProps) {
  const shownZone = useZone(zone);
  const weeks = weeksOfMonth(month, now, shownZone);
  return (
    <div className="il-month">
      <MonthBar month={month} now={now} zone={shownZone} onMonth={onMonth} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <section className="il-month-scroll" tabIndex={0} aria-label={`${label}, month`}>
        <div role="grid" aria-label={label} className="il-month-grid">
          <div role="row" className="il-month-week il-month-names">
            {weekdays.map((name) => (
              <div role="columnheader" key={name}>
                {name}
              </div>
            ))}
          </div>
          {weeks.map((week) => (
            <div role="row" key={week[0]?.start ?? 0} className="il-month-week">
              {week.map((day) => (
                <Day key={day.start} day={day} items={items} bands={bands} zone={shownZone} onOpen={onOpen} />
              ))}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}
