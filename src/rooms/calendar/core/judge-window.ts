import type { Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import { goLiveOutsideWindow } from './rules/go-live-outside-window.ts';
import { moveAlreadyAsked } from './rules/move-already-asked.ts';
import { moveDecidedByAsker } from './rules/move-decided-by-asker.ts';
import { moveNotAhead } from './rules/move-not-ahead.ts';
import { noMoveAsked } from './rules/no-move-asked.ts';
import { windowNotAhead } from './rules/window-not-ahead.ts';
import { windowNotOpenYet } from './rules/window-not-open-yet.ts';
import { windowNotOver } from './rules/window-not-over.ts';
import { windowOver } from './rules/window-over.ts';
import { windowRepeats } from './rules/window-repeats.ts';
import { type ReleaseWindow, type WindowFacts, type WindowRule, windowMachine } from './window.ts';

export type WindowVerb = (typeof windowMachine)['rows'][number]['verb'];
type RuleName = (typeof windowMachine)['rows'][number]['rules'][number];

const rules: Readonly<Record<RuleName, WindowRule>> = {
  'window-not-ahead': windowNotAhead,
  'move-not-ahead': moveNotAhead,
  'window-not-over': windowNotOver,
  'window-over': windowOver,
  'window-repeats': windowRepeats,
  'window-not-open-yet': windowNotOpenYet,
  'go-live-outside-window': goLiveOutsideWindow,
  'no-move-asked': noMoveAsked,
  'move-already-asked': moveAlreadyAsked,
  'move-decided-by-asker': moveDecidedByAsker,
};

/** Every rule that a verb would break now; empty when it may be done. Rights, reason and signature are the act's to ask. */
export function judgeWindow(window: ReleaseWindow, verb: WindowVerb, facts: WindowFacts): readonly Refusal[] {
  const row = transitionOf(windowMachine, window.state, verb);
  if (row === undefined) return [no['window-verb-not-here']({ verb, state: window.state })];
  return row.rules.map((name) => rules[name](window, facts)).filter((refusal) => refusal !== null);
}
