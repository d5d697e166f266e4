import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { StatePanel } from '../page/StatePanel.tsx';
import { GridHead } from './GridHead.tsx';
import { GridRows } from './GridRows.tsx';
import { GridTools } from './GridTools.tsx';
import { rowHeights } from './grid-view.ts';
import type { GridColumn, GridProps } from './types.ts';
import { useGridView } from './useGridView.ts';

const boxWidth = 40;

function templateOf<Row>(shown: readonly GridColumn<Row>[], selects: boolean): string {
  const widths = shown.map((column, index) =>
    index === shown.length - 1 ? `minmax(${column.width}px, 1fr)` : `${column.width}px`,
  );
  return [...(selects ? [`${boxWidth}px`] : []), ...widths].join(' ');
}

function BulkBar<Row>({ grid }: { readonly grid: GridProps<Row> }) {
  const { selected, bulk, onSelected } = grid;
  if (selected === undefined || selected.size === 0) return null;
  return (
    <section className="il-grid-bulk" aria-label="Acts on the selection">
      <b role="status">{selected.size} selected</b>
      {bulk?.(selected)}
      <Button size="compact-sm" variant="subtle" onClick={() => onSelected?.(new Set())}>
        Clear
      </Button>
    </section>
  );
}

/** What stands where rows would be, and below them. */
function Rest<Row>({ grid, rowHeight }: { readonly grid: GridProps<Row>; readonly rowHeight: number }) {
  const state = grid.state ?? { kind: 'ready' };
  if (state.kind === 'error' || state.kind === 'noRight') return <StatePanel state={state} />;
  if (state.kind === 'loading') return <StatePanel state={{ kind: 'loading', rows: 14, height: rowHeight }} />;
  if (grid.rows.length === 0) return <StatePanel state={{ kind: 'empty', title: 'Nothing here', ...grid.empty }} />;
  return grid.more?.busy === true ? <StatePanel state={{ kind: 'loading', rows: 2, height: rowHeight }} /> : null;
}

/**
 * A list that the server sorts, filters and pages. It only shows and asks; see `types.ts` for its props. It wants a parent with a
 * height (`PageFill`).
 */
export function DataGrid<Row>(grid: GridProps<Row>) {
  const { view, shown, setDensity, toggleColumn } = useGridView(grid.columns, grid.remember);
  const [filtering, setFiltering] = useState(() => Object.values(grid.filters ?? {}).some((value) => value !== ''));
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeights[view.density];
  const template = templateOf(shown, grid.onSelected !== undefined);
  const headRows = filtering && grid.onFilters !== undefined ? 2 : 1;
  const showsRows = grid.rows.length > 0 && (grid.state ?? { kind: 'ready' }).kind === 'ready';
  return (
    <div className="il-grid-frame">
      <GridTools
        grid={grid}
        view={view}
        filtering={filtering}
        onFiltering={() => setFiltering((before) => !before)}
        onDensity={setDensity}
        onColumn={toggleColumn}
      />
      {grid.stale === true && grid.onRefresh !== undefined ? (
        <StatePanel state={{ kind: 'stale', onRefresh: grid.onRefresh, text: 'There are newer rows.' }} />
      ) : null}
      <BulkBar grid={grid} />
      {/* Without rows nothing inside takes the focus, and its heads still scroll sideways. */}
      <div className="il-grid-scroll" ref={scroller} tabIndex={showsRows ? undefined : 0}>
        <div
          role="grid"
          aria-label={grid.label}
          aria-rowcount={grid.more?.has === true ? -1 : grid.rows.length + headRows}
          aria-multiselectable={grid.onSelected === undefined ? undefined : true}
          aria-busy={grid.state?.kind === 'loading'}
          className="il-grid"
          data-density={view.density}
        >
          <GridHead grid={grid} shown={shown} template={template} filtering={filtering} />
          {showsRows ? (
            <GridRows
              grid={grid}
              shown={shown}
              template={template}
              rowHeight={rowHeight}
              headRows={headRows}
              scroller={scroller}
            />
          ) : null}
        </div>
        <Rest grid={grid} rowHeight={rowHeight} />
      </div>
    </div>
  );
}
