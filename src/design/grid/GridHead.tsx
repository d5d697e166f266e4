import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { nextSort } from './grid-view.ts';
import type { GridColumn, GridFilters, GridProps, GridSort } from './types.ts';

export type GridHeadProps<Row> = {
  readonly grid: GridProps<Row>;
  readonly shown: readonly GridColumn<Row>[];
  readonly template: string;
  readonly filtering: boolean;
};

const ariaSort = (sort: GridSort | null | undefined, id: string): 'ascending' | 'descending' | 'none' => {
  if (sort?.column !== id) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
};

function SortMark({ sort, id }: { readonly sort: GridSort | null | undefined; readonly id: string }) {
  if (sort?.column !== id) return null;
  const Icon = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return <Icon size={13} aria-hidden="true" />;
}

function HeadCell<Row>({ column, grid }: { readonly column: GridColumn<Row>; readonly grid: GridProps<Row> }) {
  const canSort = column.sortable === true && grid.onSort !== undefined;
  return (
    <div role="columnheader" data-align={column.align} aria-sort={canSort ? ariaSort(grid.sort, column.id) : undefined}>
      {canSort ? (
        <button type="button" onClick={() => grid.onSort?.(nextSort(grid.sort, column.id))}>
          {column.title}
          <SortMark sort={grid.sort} id={column.id} />
        </button>
      ) : (
        <span>{column.title}</span>
      )}
    </div>
  );
}

type FilterCellProps<Row> = {
  readonly column: GridColumn<Row>;
  readonly filters: GridFilters;
  readonly onFilters: (filters: GridFilters) => void;
};

function FilterCell<Row>({ column, filters, onFilters }: FilterCellProps<Row>) {
  const { filter } = column;
  if (filter === undefined) return <div role="gridcell" />;
  const value = filters[column.id] ?? '';
  const label = `Filter by ${column.title}`;
  const change = (text: string) => onFilters({ ...filters, [column.id]: text });
  return (
    <div role="gridcell">
      {filter.kind === 'text' ? (
        <input
          className="il-grid-filter"
          aria-label={label}
          placeholder={filter.placeholder ?? 'contains'}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <select
          className="il-grid-filter"
          aria-label={label}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        >
          <option value="">Any</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function AllBox<Row>({ grid }: { readonly grid: GridProps<Row> }) {
  const count = grid.selected?.size ?? 0;
  const all = grid.rows.length > 0 && count === grid.rows.length;
  return (
    <div role="columnheader" className="il-grid-box">
      <Checkbox
        size="xs"
        aria-label="Select all rows that are loaded"
        checked={all}
        indeterminate={count > 0 && !all}
        onChange={() => grid.onSelected?.(all ? new Set() : new Set(grid.rows.map(grid.rowId)))}
      />
    </div>
  );
}

/** Titles that sort, and below them the filters. Stays in view. */
export function GridHead<Row>({ grid, shown, template, filtering }: GridHeadProps<Row>) {
  const selects = grid.onSelected !== undefined;
  const { onFilters } = grid;
  return (
    <div role="rowgroup" className="il-grid-head">
      <div role="row" aria-rowindex={1} className="il-grid-row" style={{ gridTemplateColumns: template }}>
        {selects ? <AllBox grid={grid} /> : null}
        {shown.map((column) => (
          <HeadCell key={column.id} column={column} grid={grid} />
        ))}
      </div>
      {filtering && onFilters !== undefined ? (
        <div role="row" aria-rowindex={2} className="il-grid-row" style={{ gridTemplateColumns: template }}>
          {selects ? <div role="gridcell" /> : null}
          {shown.map((column) => (
            <FilterCell key={column.id} column={column} filters={grid.filters ?? {}} onFilters={onFilters} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
