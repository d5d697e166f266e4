import type { WindowVerb } from './judge-window.ts';
import type { LockedWindow, MoveRequest, ProposedWindow, ReleaseWindow } from './window.ts';

export type Step = { readonly now: Date; readonly move: MoveRequest | null };

/** The window after a verb that was judged and may be done. */
export function stepWindow(window: ReleaseWindow, verb: WindowVerb, step: Step): ReleaseWindow {
  const firstLock = 'firstLock' in window ? window.firstLock : null;
  switch (verb) {
    case 'propose':
      return { ...bare(window), state: 'proposed' };
    case 'return':
      return { ...bare(window), state: 'draft' };
    case 'lock':
      return lock(bare(window), step.now);
    case 'ask-move':
      return window.state === 'locked' ? { ...window, move: step.move } : window;
    case 'approve-move':
      return window.state === 'locked' && window.move !== null ? moved(window, window.move) : window;
    case 'reject-move':
      return window.state === 'locked' ? { ...window, move: null } : window;
    case 'use':
      return window.state === 'locked' ? { ...bare(window), state: 'used', firstLock: window.firstLock } : window;
    case 'lapse':
      return { ...bare(window), state: 'lapsed', firstLock };
    case 'withdraw':
      return { ...bare(window), state: 'withdrawn', firstLock };
  }
}

/** The first lock stays what it was, however often the window moves. */
const moved = (window: LockedWindow, move: MoveRequest): LockedWindow => ({
  ...window,
  span: move.span,
  goLive: move.goLive,
  move: null,
});

const lock = (window: Omit<ProposedWindow, 'state'>, at: Date): LockedWindow => ({
  ...window,
  state: 'locked',
  firstLock: { span: window.span, goLive: window.goLive, at },
  move: null,
});

/** What every window has, whatever its state. */
const bare = (window: ReleaseWindow): Omit<ProposedWindow, 'state'> => ({
  id: window.id,
  name: window.name,
  cadenceId: window.cadenceId,
  zone: window.zone,
  span: window.span,
  series: window.series,
  goLive: window.goLive,
  targets: window.targets,
});
