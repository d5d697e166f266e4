import { useCallback, useState, useSyncExternalStore } from 'react';

let heard: Readonly<Record<string, number>> = {};
const readers = new Set<() => void>();

/** Rooms that committed something. `*` stands for all; `any` counts whatever it was, for a list that is made of every room's acts. */
export function noteNews(rooms: ReadonlySet<string>): void {
  heard = { ...heard, ...Object.fromEntries([...rooms, 'any'].map((room) => [room, (heard[room] ?? 0) + 1])) };
  for (const tell of readers) tell();
}

const follow = (tell: () => void) => {
  readers.add(tell);
  return () => void readers.delete(tell);
};

/** Whether these rooms said something since the list was loaded: a list shows "newer rows" and moves nothing by itself. */
export function useUnseen(...rooms: readonly string[]): { readonly stale: boolean; readonly seen: () => void } {
  const count = useSyncExternalStore(follow, () => [...rooms, '*'].reduce((sum, room) => sum + (heard[room] ?? 0), 0));
  const [seenCount, setSeen] = useState(count);
  const seen = useCallback(() => setSeen(count), [count]);
  return { stale: count !== seenCount, seen };
}
