import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A window is locked and asked to be moved while it lies ahead; one that repeats, while occurrences do. */
export const windowNotAhead: WindowRule = (window, { now }) => {
  const ahead = window.series === null ? window.span.start > now : window.series.end === null || window.series.end > now;
  return ahead ? null : no['window-not-ahead']({ start: window.span.start });
};
