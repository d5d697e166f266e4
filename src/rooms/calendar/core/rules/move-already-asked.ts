import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** One move at a time. */
export const moveAlreadyAsked: WindowRule = (window) =>
  window.state === 'locked' && window.move !== null ? no['move-already-asked']() : null;
