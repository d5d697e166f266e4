import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A window is proposed, locked and asked to be moved while it lies ahead. */
export const windowNotAhead: WindowRule = (window, { now }) =>
  window.span.start > now ? null : no['window-not-ahead']({ start: window.span.start });
