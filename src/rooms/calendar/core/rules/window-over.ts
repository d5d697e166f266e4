import { calendarRefusals as no } from '../calendar-refusals.ts';
import { endOf, type WindowRule } from '../window.ts';

/** What is over is no longer proposed. A window may be proposed while it is open: an extra window that is needed at once. */
export const windowOver: WindowRule = (window, { now }) => {
  const end = endOf(window);
  return end === null || end > now ? null : no['window-over']({ end });
};
