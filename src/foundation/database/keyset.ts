import { type RawBuilder, sql } from 'kysely';

/** Sort value and id of the last row of the page before. */
export type After = { readonly value: string; readonly id: string };

type Order = {
  /** What the list is sorted by; with `id` behind it every row has a place of its own. */
  readonly column: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly descending: boolean;
};

/**
 * A page by keyset. The row comparison follows an index over (column, id), so that a page deep in the list costs what the first one costs.
 * @returns `past`: a condition for rows behind the page before; `rest`: their order and number, the end of the statement.
 */
export function keysetPage(
  { column, type, id, descending }: Order,
  { after, limit }: { readonly after: After | null; readonly limit: number },
): { readonly past: RawBuilder<unknown>; readonly rest: RawBuilder<unknown> } {
  const [beyond, direction] = descending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  return {
    past: after === null ? sql`true` : sql`(${column}, ${id}) ${beyond} (${after.value}::${type}, ${after.id}::uuid)`,
    rest: sql`order by ${column} ${direction}, ${id} ${direction} limit ${limit}`,
  };
}
