import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ComingEnd } from './coming-end.ts';

// Fetched when a session nears its end, so that the frame stays light.
const IdleWarning = lazy(() => import('./IdleWarning.tsx').then((loaded) => ({ default: loaded.IdleWarning })));

/** WCAG 2.2.1 asks for at least 20 seconds; whoever reads slowly, or has to find the page first, gets more. */
const warnMs = 120_000;
/** While the warning stands: another page of the same session may have been used. */
const askAgainMs = 20_000;

export type IdleWatchProps = {
  readonly coming: ComingEnd | null;
  /** When the server said so, by the clock of this browser. */
  readonly at: number;
  /** Asks the server again; not a use of the session while nobody touches the page. */
  readonly again: () => void;
};

/** Warns before a session ends. Only the server knows when that is: it is asked again before the warning, and at the end. */
export function IdleWatch({ coming, at, again }: IdleWatchProps) {
  const ask = useRef(again);
  ask.current = again;
  const [warned, setWarned] = useState<number | null>(null);
  useEffect(() => {
    if (coming === null) return undefined;
    const endsAt = at + coming.inSeconds * 1000;
    const left = endsAt - Date.now();
    setWarned(left > warnMs ? null : endsAt);
    let timer = 0;
    // Goes on where an answer does not come: the one that does begins this anew.
    const askIn = (ms: number) => {
      timer = window.setTimeout(() => {
        ask.current();
        askIn(askAgainMs);
      }, ms);
    };
    askIn(left > warnMs ? left - warnMs : Math.min(askAgainMs, Math.max(0, left) + 1_000));
    return () => window.clearTimeout(timer);
  }, [coming, at]);
  if (coming === null || warned === null) return null;
  return (
    <Suspense fallback={null}>
      <IdleWarning endsAt={warned} by={coming.by} onStayed={again} />
    </Suspense>
  );
}
