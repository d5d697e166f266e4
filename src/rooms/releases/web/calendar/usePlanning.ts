import { useCallback, useMemo, useState } from 'react';
import { useSetSearch } from '../../../../foundation/web/address.ts';
import { rowIdOf } from './lanes.ts';
import type { CalendarRow } from './rows.ts';
import type { CalendarState } from './view-state.ts';

/** A go-live that somebody wants to move, before it was reviewed. Milliseconds. */
export type WantedMove = { readonly key: string; readonly start: number; readonly end: number };
export type WantedResize = {
  readonly key: string;
  readonly place: number;
  readonly edge: 'start' | 'end';
  readonly at: number;
};

const none: ReadonlySet<string> = new Set();
const placeIn = (itemId: string): number => Number(itemId.split(':')[1]);

/**
 * What the reader has in hand: the peeked release, the moves to review one after the other, a phase with a new edge. Nothing is changed here: each ends in a
 * review that asks the server first.
 */
export function usePlanning(state: CalendarState, rows: readonly CalendarRow[]) {
  const set = useSetSearch();
  const [queue, setQueue] = useState<readonly WantedMove[]>([]);
  const [resize, setResize] = useState<WantedResize | null>(null);
  const [selected, setSelected] = useState(none);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);

  // By application a release may have several lanes: taken in two of them it is still moved once.
  const propose = useCallback(
    (move: WantedMove) =>
      setQueue((before) =>
        before.some(({ key, start }) => key === move.key && start === move.start) ? before : [...before, move],
      ),
    [],
  );
  const open = useCallback((laneId: string) => set({ peek: byId.get(rowIdOf(laneId))?.key ?? null }, 'push'), [byId, set]);
  const closePeek = useCallback(() => set({ peek: null }), [set]);
  const askMoveBy = useCallback(
    (laneId: string, _: readonly string[], delta: number) => {
      const row = byId.get(rowIdOf(laneId));
      if (row === undefined || row.live === null) return;
      propose({ key: row.key, start: row.live[0] + delta, end: row.live[1] + delta });
    },
    [byId, propose],
  );
  const askMove = useCallback((laneId: string) => askMoveBy(laneId, [], 0), [askMoveBy]);
  const askResize = useCallback(
    (laneId: string, itemId: string, edge: 'start' | 'end', at: number) => {
      const row = byId.get(rowIdOf(laneId));
      if (row === undefined) return;
      const place = placeIn(itemId);
      if (!Number.isNaN(place)) setResize({ key: row.key, place, edge, at });
      else if (row.live !== null)
        propose({ key: row.key, start: edge === 'start' ? at : row.live[0], end: edge === 'end' ? at : row.live[1] });
    },
    [byId, propose],
  );
  return {
    peek: state.peek,
    open,
    closePeek,
    move: queue[0] ?? null,
    waiting: Math.max(0, queue.length - 1),
    propose,
    askMoveBy,
    askMove,
    askResize,
    resize,
    selected,
    setSelected,
    dropMove: useCallback(() => setQueue((before) => before.slice(1)), []),
    dropResize: useCallback(() => setResize(null), []),
  };
}
