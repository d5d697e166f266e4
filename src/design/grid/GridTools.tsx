import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload, IconFilter, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Density, GridView } from './grid-view.ts';
import type { GridColumn, GridProps } from './types.ts';

export type GridToolsProps<Row> = {
  readonly grid: GridProps<Row>;
  readonly view: GridView;
  readonly filtering: boolean;
  readonly onFiltering: () => void;
  readonly onDensity: (density: Density) => void;
  readonly onColumn: (id: string) => void;
};

const densities = [
  { value: 'normal', label: 'Normal' },
  { value: 'compact', label: 'Compact' },
];

type ChooserProps<Row> = Pick<GridToolsProps<Row>, 'view' | 'onDensity' | 'onColumn'> & {
  readonly columns: readonly GridColumn<Row>[];
};

function Chooser<Row>({ columns, view, onDensity, onColumn }: ChooserProps<Row>) {
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md" width={240}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden="true" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns and density">
        <div className="il-grid-chooser">
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.title}
              checked={column.fixed === true || !view.hidden.includes(column.id)}
              disabled={column.fixed === true}
              onChange={() => onColumn(column.id)}
            />
          ))}
        </div>
        <SegmentedControl
          fullWidth
          size="xs"
          mt="sm"
          aria-label="Density"
          data={densities}
          value={view.density}
          onChange={(value) => onDensity(value === 'compact' ? 'compact' : 'normal')}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Export({
  onExport,
  exportHref,
}: {
  readonly onExport?: (() => void) | undefined;
  readonly exportHref?: string | undefined;
}) {
  const icon = <IconDownload size={16} aria-hidden="true" />;
  if (exportHref !== undefined) {
    return (
      <Button component="a" href={exportHref} download variant="default" leftSection={icon}>
        Export
      </Button>
    );
  }
  if (onExport === undefined) return null;
  return (
    <Button variant="default" leftSection={icon} onClick={onExport}>
      Export
    </Button>
  );
}

function Search<Row>({ grid }: { readonly grid: GridProps<Row> }) {
  const { search } = grid;
  if (search === undefined) return null;
  return (
    <TextInput
      className="il-grid-search"
      type="search"
      data-page-search
      aria-label={`Search in ${grid.label}`}
      placeholder={search.placeholder ?? 'Search'}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      value={search.value}
      onChange={(event) => search.onChange(event.currentTarget.value)}
    />
  );
}

const activeFilters = <Row,>(grid: GridProps<Row>): number =>
  Object.values(grid.filters ?? {}).filter((value) => value !== '').length;

function FilterButton<Row>({
  grid,
  filtering,
  onFiltering,
}: Pick<GridToolsProps<Row>, 'grid' | 'filtering' | 'onFiltering'>): ReactNode {
  if (!grid.columns.some((column) => column.filter !== undefined)) return null;
  const active = activeFilters(grid);
  const label = active === 0 ? 'Filter by column' : `Filter by column, ${active} active`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={34}
        variant={active > 0 ? 'light' : 'default'}
        color={active > 0 ? 'brand' : 'gray'}
        aria-label={label}
        aria-pressed={filtering}
        onClick={onFiltering}
      >
        <IconFilter size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** The row above the grid. */
export function GridTools<Row>({ grid, view, filtering, onFiltering, onDensity, onColumn }: GridToolsProps<Row>) {
  return (
    <div className="il-grid-tools">
      <Search grid={grid} />
      <FilterButton grid={grid} filtering={filtering} onFiltering={onFiltering} />
      {grid.tools}
      {grid.summary === undefined ? null : <span className="il-grid-summary">{grid.summary}</span>}
      <div className="il-grid-tools-end">
        <Chooser columns={grid.columns} view={view} onDensity={onDensity} onColumn={onColumn} />
        <Export onExport={grid.onExport} exportHref={grid.exportHref} />
      </div>
    </div>
  );
}
