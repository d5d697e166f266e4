import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A move may go to dates that lie ahead at the time of the decision, not only at the time it was asked. */
export const moveNotAhead: WindowRule = (window, { now }) => {
  const move = window.state === 'locked' ? window.move : null;
  return move === null || move.span.start > now ? null : no['move-not-ahead']({ start: move.span.start });
};
