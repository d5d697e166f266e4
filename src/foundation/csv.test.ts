import { describe, expect, test } from 'vitest';
import { type CsvCell, csvLine, csvLines } from './csv.ts';

/** Reads one row back, as RFC 4180 says. */
function read(line: string): readonly string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    cells.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'));
    if (match[3] === '\r\n') break;
  }
  return cells;
}

describe('a row of CSV', () => {
  test('is quoted where a comma, a quote or a line end would break it', () => {
    expect(csvLine(['a', 'b,c', 'say "no"', 'two\r\nlines', ' wide '])).toBe('a,"b,c","say ""no""","two\r\nlines"," wide "\r\n');
  });

  test('says nothing for null, and writes numbers and truths as they are', () => {
    expect(csvLine([null, 0, -3.5, true, ''])).toBe(',0,-3.5,true,\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=cmd|"/c calc"!A1', '＝1'])(
    'gives %j an apostrophe, so that no spreadsheet runs it',
    (text) => {
      expect(read(csvLine([text]))).toEqual([`'${text}`]);
    },
  );

  test('leaves a text alone that only contains such a sign', () => {
    expect(csvLine(['LIMS-2027', 'a=b', "it's"])).toBe("LIMS-2027,a=b,it's\r\n");
  });

  test('reads back as it was written, whatever stands in it', () => {
    const pieces = ['', 'x', '"', ',', '\r\n', '\n', ' ', "'", 'ä', '√', '""', ',"'];
    for (const one of pieces)
      for (const two of pieces)
        for (const three of pieces) {
          const text = `x${one}${two}${three}`;
          expect(read(csvLine([text, 'end']))).toEqual([text, 'end']);
        }
  });
});

test('a table begins with the mark of UTF-8 and its head, and comes page by page', async () => {
  async function* pages(): AsyncGenerator<readonly (readonly CsvCell[])[]> {
    yield [['a', 1]];
    yield [];
    yield [
      ['b', 2],
      ['c', 3],
    ];
  }
  const lines: string[] = [];
  for await (const line of csvLines(['Name', 'Number'], pages())) lines.push(line);
  expect(lines).toEqual(['\uFEFFName,Number\r\n', 'a,1\r\n', 'b,2\r\nc,3\r\n']);
});
