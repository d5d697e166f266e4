import { calendarRefusals as no } from '../calendar-refusals.ts';
import { endOf, type WindowRule } from '../window.ts';

/** A window lapses after its end, not before; one that repeats, after the end of its last occurrence. */
export const windowNotOver: WindowRule = (window, { now }) => {
  const end = endOf(window);
  return end !== null && end <= now ? null : no['window-not-over']({ end });
};
