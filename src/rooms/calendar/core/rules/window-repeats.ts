import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** Only a single window has one date to move to and is used up by one go-live. */
export const windowRepeats: WindowRule = (window) => (window.series === null ? null : no['window-repeats']());
