/** Which columns are shown and how dense: kept in the browser, read back with distrust. Pure but for the storage handed in. */
export type Density = 'normal' | 'compact';
export type GridView = { readonly hidden: readonly string[]; readonly density: Density };

export const rowHeights: Readonly<Record<Density, number>> = { normal: 36, compact: 28 };

type Store = Pick<Storage, 'getItem' | 'setItem'>;
const keyOf = (name: string): string => `interlock.grid.${name}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export function readView(text: string | null, fallback: GridView): GridView {
  if (text === null) return fallback;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isRecord(kept) || !Array.isArray(kept.hidden)) return fallback;
    const hidden = kept.hidden.filter((id): id is string => typeof id === 'string');
    return { hidden, density: kept.density === 'compact' ? 'compact' : 'normal' };
  } catch {
    return fallback;
  }
}

/** A browser may forbid storage; the grid then forgets, and works. */
export function loadView(name: string | undefined, fallback: GridView, store: Store): GridView {
  if (name === undefined) return fallback;
  try {
    return readView(store.getItem(keyOf(name)), fallback);
  } catch {
    return fallback;
  }
}

export function keepView(name: string | undefined, view: GridView, store: Store): void {
  if (name === undefined) return;
  try {
    store.setItem(keyOf(name), JSON.stringify(view));
  } catch {
    // Full or forbidden: nothing that the reader asked for is lost.
  }
}

/** A third click on a column takes the sorting away again. */
export function nextSort(
  sort: { readonly column: string; readonly direction: 'asc' | 'desc' } | null | undefined,
  column: string,
): { column: string; direction: 'asc' | 'desc' } | null {
  if (sort?.column !== column) return { column, direction: 'asc' };
  return sort.direction === 'asc' ? { column, direction: 'desc' } : null;
}

const keyMoves: Readonly<Record<string, (at: number, last: number, page: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, last, page) => Math.min(last, at + page),
  PageUp: (at, _last, page) => Math.max(0, at - page),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The row that a key leads to; undefined where the key is not for the grid. */
export const rowAfterKey = (key: string, at: number, last: number, page: number): number | undefined =>
  keyMoves[key]?.(at, last, page);
