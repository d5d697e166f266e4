import type { ReactNode } from 'react';

export type GridFilter =
  | { readonly kind: 'text'; readonly placeholder?: string | undefined }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] };

export type GridColumn<Row> = {
  readonly id: string;
  readonly title: string;
  /** Pixels at the normal density; the last column takes what is left. */
  readonly width: number;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end' | undefined;
  /** The server can sort by it. */
  readonly sortable?: boolean | undefined;
  /** The server can filter by it; shown in the filter row. */
  readonly filter?: GridFilter | undefined;
  /** Hidden until the reader asks for it. */
  readonly hidden?: boolean | undefined;
  /** Cannot be hidden: the key, the name. */
  readonly fixed?: boolean | undefined;
};

export type GridSort = { readonly column: string; readonly direction: 'asc' | 'desc' };
export type GridFilters = Readonly<Record<string, string>>;

export type GridState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'error';
      readonly faultId?: string | undefined;
      readonly text?: string | undefined;
      readonly onRetry?: (() => void) | undefined;
    }
  | { readonly kind: 'noRight'; readonly who: string; readonly what?: string | undefined };

export type GridProps<Row> = {
  /** Names the grid for the screen reader: "Releases". */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Names a row for the screen reader and the selection box. */
  readonly rowLabel: (row: Row) => string;
  readonly state?: GridState | undefined;
  /** Shown where there are no rows. */
  readonly empty?: { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode } | undefined;

  /** Sorting, filtering and paging are the server's: the grid only asks. */
  readonly sort?: GridSort | null | undefined;
  readonly onSort?: ((sort: GridSort | null) => void) | undefined;
  readonly filters?: GridFilters | undefined;
  readonly onFilters?: ((filters: GridFilters) => void) | undefined;
  readonly search?:
    | { readonly value: string; readonly onChange: (text: string) => void; readonly placeholder?: string }
    | undefined;
  /** Further controls beside the search: saved views, toggles. */
  readonly tools?: ReactNode;
  /** The next page by cursor; asked for when the last rows come near. */
  readonly more?: { readonly has: boolean; readonly busy: boolean; readonly onMore: () => void } | undefined;
  /** "50,000 releases"; left out where counting would cost. */
  readonly summary?: string | undefined;

  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelected?: ((ids: ReadonlySet<string>) => void) | undefined;
  /** Acts on the selection; stands above the grid while something is selected. */
  readonly bulk?: ((ids: ReadonlySet<string>) => ReactNode) | undefined;

  /** Exports exactly what is filtered and sorted; the server streams it. */
  readonly onExport?: (() => void) | undefined;
  readonly exportHref?: string | undefined;
  /** Newer rows exist: the reader refreshes, nothing moves by itself. */
  readonly onRefresh?: (() => void) | undefined;
  readonly stale?: boolean | undefined;
  /** Remembers columns and density in this browser under this name. */
  readonly remember?: string | undefined;
};
