import { containsInstant } from '../../../../foundation/span.ts';
import { calendarRefusals as no } from '../calendar-refusals.ts';
import type { WindowRule } from '../window.ts';

/** The go-live lies in its window, and that of a move in the dates it moves to. */
export const goLiveOutsideWindow: WindowRule = (window) => {
  const asked = (window.state === 'locked' ? window.move : null) ?? window;
  return containsInstant(asked.span, asked.goLive) ? null : no['go-live-outside-window']({ goLive: asked.goLive });
};
