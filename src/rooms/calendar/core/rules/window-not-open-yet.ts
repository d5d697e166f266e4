import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A window is used from its start on. */
export const windowNotOpenYet: WindowRule = (window, { now }) =>
  window.span.start <= now ? null : no['window-not-open-yet']({ start: window.span.start });
