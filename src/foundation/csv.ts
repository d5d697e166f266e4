/** What a cell may hold; times come as ISO 8601 text, so that no program has to guess the order of day and month. */
export type CsvCell = string | number | boolean | null;

/** Texts that a spreadsheet would run as a formula (OWASP, CSV injection): these beginnings get an apostrophe before them. */
const runs = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const needsQuotes = /[",\r\n]|^\s|\s$/;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  // A number is written by us and cannot be a formula: a negative one keeps its sign.
  if (typeof cell !== 'string') return String(cell);
  const safe = runs.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row as RFC 4180 writes it. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** The mark by which spreadsheet programs know UTF-8; without it they break every letter beyond ASCII. */
const utf8Mark = '\uFEFF';

/** A table as text, page by page: memory is bounded by a page, whatever the length. */
export async function* csvLines(
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): AsyncGenerator<string> {
  yield utf8Mark + csvLine(head);
  for await (const page of pages) if (page.length > 0) yield page.map(csvLine).join('');
}

export const csvType = 'text/csv; charset=utf-8';

type CsvAnswer = {
  readonly body: string;
  readonly stream: { readonly contentType: string; readonly fileName: string; readonly lines: AsyncIterable<string> };
};

/** An answer that is a table to be saved, already as text. */
export const csvStream = (fileName: string, lines: AsyncIterable<string>): CsvAnswer => ({
  body: '',
  stream: { contentType: csvType, fileName, lines },
});

/** An answer that is a table to be saved. */
export const csvAnswer = (
  fileName: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): CsvAnswer => csvStream(fileName, csvLines(head, pages));
