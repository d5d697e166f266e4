import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** A locked window moves only by a decision of somebody other than who asked for it (law 5). */
export const moveDecidedByAsker: WindowRule = (window, { actorId }) =>
  window.state === 'locked' && window.move?.askedBy === actorId ? no['move-decided-by-asker']() : null;
