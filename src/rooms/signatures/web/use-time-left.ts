import { useEffect, useState } from 'react';
import type { Ceremony } from '../contract.ts';

export type TimeLeft = 'enough' | 'soon' | 'over';
const soonMs = 60_000;

/**
 * How much of the ceremony's time is left, told at two moments only: a minute before its end, and at its end. The length is the server's; this browser's
 * own clock only runs it off, so that a clock that goes wrong ends nothing early. The server decides in any case.
 */
export function useTimeLeft({ begunAt, expiresAt }: Pick<Ceremony, 'begunAt' | 'expiresAt'>, receivedAt: number): TimeLeft {
  const [left, setLeft] = useState<TimeLeft>('enough');
  const length = Date.parse(expiresAt) - Date.parse(begunAt);
  useEffect(() => {
    const gone = Date.now() - receivedAt;
    const timers = [
      globalThis.setTimeout(() => setLeft('soon'), length - soonMs - gone),
      globalThis.setTimeout(() => setLeft('over'), length - gone),
    ];
    return () => timers.forEach((timer) => void globalThis.clearTimeout(timer));
  }, [length, receivedAt]);
  return left;
}
