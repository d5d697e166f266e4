import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A window lapses after its end, not before. */
export const windowNotOver: WindowRule = (window, { now }) =>
  window.span.end <= now ? null : no['window-not-over']({ end: window.span.end });
