import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** Only a move that was asked for can be decided. */
export const noMoveAsked: WindowRule = (window) =>
  window.state === 'locked' && window.move !== null ? null : no['no-move-asked']();
