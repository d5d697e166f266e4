import type { Refusal } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { defineMachine } from '../../../foundation/state-machine.ts';

export const windowStates = ['draft', 'proposed', 'locked', 'used', 'lapsed', 'withdrawn'] as const;
export type WindowState = (typeof windowStates)[number];

/** An intermediate target, so many working days from go-live: -20 is twenty working days before it. */
export type TargetOffset = { readonly key: string; readonly name: string; readonly workingDays: number };

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
      right: 'plan-windows',
      rules: ['window-not-ahead', 'go-live-outside-window'],
      demands: [],
      act: 'window-proposed',
      says: 'Propose',
    },
    {
      from: ['proposed'],
      verb: 'return',
      to: 'draft',
      right: 'lock-windows',
      rules: [],
      demands: ['reason'],
      act: 'window-returned',
      says: 'Return to draft',
    },
    {
      from: ['proposed'],
      verb: 'lock',
      to: 'locked',
      right: 'lock-windows',
      rules: ['window-not-ahead', 'go-live-outside-window'],
      demands: ['password'],
      act: 'window-locked',
      says: 'Lock',
    },
    {
      from: ['locked'],
      verb: 'ask-move',
      to: 'locked',
      right: 'plan-windows',
      rules: ['move-already-asked', 'window-not-ahead'],
      demands: ['reason'],
      act: 'window-move-asked',
      says: 'Ask to move',
    },
    {
      from: ['locked'],
      verb: 'approve-move',
      to: 'locked',
      right: 'decide-window-moves',
      rules: ['no-move-asked', 'move-decided-by-asker', 'move-not-ahead', 'go-live-outside-window'],
      demands: ['reason', 'password'],
      act: 'window-moved',
      says: 'Approve the move',
    },
    {
      from: ['locked'],
      verb: 'reject-move',
      to: 'locked',
      right: 'decide-window-moves',
      rules: ['no-move-asked', 'move-decided-by-asker'],
      demands: ['reason', 'password'],
      act: 'window-move-rejected',
      says: 'Reject the move',
    },
    {
      from: ['locked'],
      verb: 'use',
      to: 'used',
      right: 'plan-windows',
      rules: ['window-not-open-yet'],
      demands: [],
      act: 'window-used',
      says: 'Mark as used',
    },
    {
      from: ['proposed', 'locked'],
      verb: 'lapse',
      to: 'lapsed',
      right: 'plan-windows',
      rules: ['window-not-over'],
      demands: [],
      act: 'window-lapsed',
      says: 'Let lapse',
    },
    {
      from: ['draft', 'proposed', 'locked'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'lock-windows',
      rules: [],
      demands: ['reason'],
      act: 'window-withdrawn',
      says: 'Withdraw',
    },
  ],
});
