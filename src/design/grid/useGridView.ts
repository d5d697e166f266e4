import { useMemo, useState } from 'react';
import { type Density, type GridView, keepView, loadView } from './grid-view.ts';
import type { GridColumn } from './types.ts';

const firstView = <Row>(columns: readonly GridColumn<Row>[]): GridView => ({
  hidden: columns.filter((column) => column.hidden === true).map((column) => column.id),
  density: 'normal',
});

/** Shown columns and density, with what changes them. */
export function useGridView<Row>(columns: readonly GridColumn<Row>[], remember: string | undefined) {
  const [view, setView] = useState<GridView>(() => loadView(remember, firstView(columns), globalThis.localStorage));
  const change = (next: GridView) => {
    setView(next);
    keepView(remember, next, globalThis.localStorage);
  };
  const shown = useMemo(
    () => columns.filter((column) => column.fixed === true || !view.hidden.includes(column.id)),
    [columns, view.hidden],
  );
  return {
    view,
    shown,
    setDensity: (density: Density) => change({ ...view, density }),
    toggleColumn: (id: string) =>
      change({ ...view, hidden: view.hidden.includes(id) ? view.hidden.filter((one) => one !== id) : [...view.hidden, id] }),
  };
}
