import type { Row } from './model.ts';

export type Page = { readonly first: number; readonly count: number };

/**
 * Rows page by page, none of them cut: a page ends before a row that would not fit as a whole, and the head of a group never stands alone at its end. A row
 * that is higher than a page has one for itself.
 */
export function pagesOf(rows: readonly Row[], height: number): readonly Page[] {
  const pages: Page[] = [];
  let first = 0;
  let used = 0;
  rows.forEach((row, index) => {
    const next = rows[index + 1];
    const needed = row.kind === 'group' && next !== undefined ? row.height + next.height : row.height;
    if (index > first && used + needed > height) {
      pages.push({ first, count: index - first });
      first = index;
      used = 0;
    }
    used += row.height;
  });
  return [...pages, { first, count: rows.length - first }];
}
