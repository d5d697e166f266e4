import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { rowAfterKey } from './grid-view.ts';
import type { GridColumn, GridProps } from './types.ts';

export type GridRowsProps<Row> = {
  readonly grid: GridProps<Row>;
  readonly shown: readonly GridColumn<Row>[];
  readonly template: string;
  readonly rowHeight: number;
  readonly headRows: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
};

const headRowHeight = 38;

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a,button,input,select,label') !== null;

const withToggled = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
};

/** Asks for the next page while the last rows are still two screens away. */
function useMore<Row>(grid: GridProps<Row>, lastShown: number): void {
  const { more, rows } = grid;
  const near = lastShown >= rows.length - 30;
  const wants = near && more?.has === true && !more.busy;
  const ask = useRef(more?.onMore);
  useEffect(() => {
    ask.current = more?.onMore;
  });
  useEffect(() => {
    if (wants) ask.current?.();
  }, [wants]);
}

function Box<Row>({ grid, row }: { readonly grid: GridProps<Row>; readonly row: Row }) {
  const id = grid.rowId(row);
  const selected = grid.selected ?? new Set<string>();
  return (
    <div role="gridcell" className="il-grid-box">
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={`Select ${grid.rowLabel(row)}`}
        checked={selected.has(id)}
        onChange={() => grid.onSelected?.(withToggled(selected, id))}
      />
    </div>
  );
}

/**
 * The rows in view live alone in this component: a scroll renders them and nothing else. One row takes the focus; arrows move it,
 * Enter opens, Space selects.
 */
export function GridRows<Row>({ grid, shown, template, rowHeight, headRows, scroller }: GridRowsProps<Row>) {
  const { rows, selected } = grid;
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const headHeight = headRows * headRowHeight;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The sticky head lies in the same scroller: rows begin below it, and must not stop behind it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  useMore(grid, items.at(-1)?.index ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density changes every measured row
  useEffect(() => virtual.measure(), [rowHeight]);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  });
  const at = Math.min(active, Math.max(0, rows.length - 1));

  const walk = (event: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const next = rowAfterKey(event.key, at, rows.length - 1, page);
    if (next === undefined) return false;
    wanted.current = next;
    setActive(next);
    virtual.scrollToIndex(next);
    return true;
  };
  const act = (event: KeyboardEvent): boolean => {
    const row = rows[at];
    if (row === undefined) return false;
    if (event.key === 'Enter' && grid.onOpen !== undefined) grid.onOpen(row);
    else if (event.key === ' ' && grid.onSelected !== undefined)
      grid.onSelected(withToggled(selected ?? new Set(), grid.rowId(row)));
    else return false;
    return true;
  };
  const press = (event: KeyboardEvent) => {
    if (isControl(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (walk(event) || act(event)) event.preventDefault();
  };
  const click = (event: MouseEvent, row: Row, index: number) => {
    setActive(index);
    if (isControl(event.target) || globalThis.getSelection()?.isCollapsed === false) return;
    grid.onOpen?.(row);
  };

  return (
    <div role="rowgroup" ref={body} className="il-grid-body" style={{ height: virtual.getTotalSize() }} onKeyDown={press}>
      {items.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is handled by the group
          <div
            key={grid.rowId(row)}
            role="row"
            aria-rowindex={item.index + 1 + headRows}
            aria-selected={grid.onSelected === undefined ? undefined : (selected?.has(grid.rowId(row)) ?? false)}
            data-index={item.index}
            data-opens={grid.onOpen !== undefined}
            tabIndex={item.index === at ? 0 : -1}
            className="il-grid-row"
            style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${item.start - headHeight}px)` }}
            onFocus={() => setActive(item.index)}
            onClick={(event) => click(event, row, item.index)}
          >
            {grid.onSelected === undefined ? null : <Box grid={grid} row={row} />}
            {shown.map((column) => (
              <div role="gridcell" key={column.id} data-align={column.align}>
                {column.cell(row)}
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}
