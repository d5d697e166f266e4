import type { Refusal } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { defineMachine } from '../../../foundation/state-machine.ts';
import type { Recurrence } from './recurrence.ts';

export const windowStates = ['draft', 'proposed', 'locked', 'used', 'lapsed', 'withdrawn'] as const;
export type WindowState = (typeof windowStates)[number];

/** An intermediate target, so many days from the local date of go-live: -20 is twenty days before it. */
export type TargetOffset = {
  readonly key: string;
  readonly name: string;
  readonly days: number;
  readonly measure: 'working' | 'calendar';
};

/** A window that repeats: `span` and `goLive` are those of the first occurrence, `end` is that of the last one; null where it goes on. */
export type Series = { readonly recurrence: Recurrence; readonly end: Date | null };

/** What a window was when it was first locked: lateness is measured against it, however often the window moves. */
export type FirstLock = { readonly span: Span; readonly goLive: Date; readonly at: Date };

/** A move that somebody asked for and that somebody else decides. */
export type MoveRequest = {
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly span: Span;
  readonly goLive: Date;
  readonly reason: string;
};

type Base = {
  readonly id: string;
  readonly name: string;
  readonly cadenceId: string | null;
  readonly zone: string;
  readonly span: Span;
  readonly series: Series | null;
  readonly goLive: Date;
  readonly targets: readonly TargetOffset[];
};
export type DraftWindow = Base & { readonly state: 'draft' };
export type ProposedWindow = Base & { readonly state: 'proposed' };
export type LockedWindow = Base & { readonly state: 'locked'; readonly firstLock: FirstLock; readonly move: MoveRequest | null };
export type UsedWindow = Base & { readonly state: 'used'; readonly firstLock: FirstLock };
export type LapsedWindow = Base & { readonly state: 'lapsed'; readonly firstLock: FirstLock | null };
export type WithdrawnWindow = Base & { readonly state: 'withdrawn'; readonly firstLock: FirstLock | null };
export type ReleaseWindow = DraftWindow | ProposedWindow | LockedWindow | UsedWindow | LapsedWindow | WithdrawnWindow;

/** When the whole of it is over; null: never. */
export const endOf = (window: ReleaseWindow): Date | null => (window.series === null ? window.span.end : window.series.end);

/** What the rules may look at beside the window. */
export type WindowFacts = { readonly now: Date; readonly actorId: string };
export type WindowRule = (window: ReleaseWindow, facts: WindowFacts) => Refusal | null;

// A locked window changes its dates only through ask-move and approve-move; there is no verb that edits them.
export const windowMachine = defineMachine({
  name: 'window',
  states: windowStates,
  initial: 'draft',
  final: ['used', 'lapsed', 'withdrawn'],
  rows: [
    {
      from: ['draft'],
      verb: 'propose',
      to: 'proposed',
      right: 'calendar.plan-windows',
      rules: ['window-over', 'go-live-outside-window'],
      demands: [],
      act: 'calendar.window-proposed',
      says: 'Propose',
    },
    {
      from: ['proposed'],
      verb: 'return',
      to: 'draft',
      right: 'calendar.lock-windows',
      rules: [],
      demands: ['reason'],
      act: 'calendar.window-returned',
      says: 'Return to draft',
    },
    {
      from: ['proposed'],
      verb: 'lock',
      to: 'locked',
      right: 'calendar.lock-windows',
      rules: ['window-not-ahead', 'go-live-outside-window'],
      demands: ['signature'],
      act: 'calendar.window-locked',
      says: 'Lock',
    },
    {
      from: ['locked'],
      verb: 'ask-move',
      to: 'locked',
      right: 'calendar.plan-windows',
      rules: ['window-repeats', 'move-already-asked', 'window-not-ahead'],
      demands: ['reason'],
      act: 'calendar.window-move-asked',
      says: 'Ask to move',
    },
    {
      from: ['locked'],
      verb: 'approve-move',
      to: 'locked',
      right: 'calendar.decide-window-moves',
      rules: ['no-move-asked', 'move-decided-by-asker', 'move-not-ahead', 'go-live-outside-window'],
      demands: ['reason', 'signature'],
      act: 'calendar.window-moved',
      says: 'Approve the move',
    },
    {
      from: ['locked'],
      verb: 'reject-move',
      to: 'locked',
      right: 'calendar.decide-window-moves',
      rules: ['no-move-asked', 'move-decided-by-asker'],
      demands: ['reason', 'signature'],
      act: 'calendar.window-move-rejected',
      says: 'Reject the move',
    },
    {
      from: ['locked'],
      verb: 'use',
      to: 'used',
      right: 'calendar.plan-windows',
      rules: ['window-repeats', 'window-not-open-yet'],
      demands: [],
      act: 'calendar.window-used',
      says: 'Mark as used',
    },
    {
      from: ['proposed', 'locked'],
      verb: 'lapse',
      to: 'lapsed',
      right: 'calendar.plan-windows',
      rules: ['window-not-over'],
      demands: [],
      act: 'calendar.window-lapsed',
      says: 'Let lapse',
    },
    {
      from: ['draft', 'proposed', 'locked'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'calendar.lock-windows',
      rules: [],
      demands: ['reason'],
      act: 'calendar.window-withdrawn',
      says: 'Withdraw',
    },
  ],
});
