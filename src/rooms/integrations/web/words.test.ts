import { expect, test } from 'vitest';
import { textOfFile } from './text-of-file.ts';
import { type PreviewRow, takenFrom, valueText } from './words.ts';

const row = (key: string, takenOverFrom: string | null): PreviewRow => ({
  subject: 'application',
  key,
  action: 'change',
  line: 1,
  takenOverFrom,
  fields: [],
});

test('what a file would take over is counted by the plan that brought it', () => {
  expect(takenFrom([row('A', 'pharma'), row('B', null), row('C', 'audit'), row('D', 'pharma')])).toEqual([
    { plan: 'audit', records: 1 },
    { plan: 'pharma', records: 2 },
  ]);
  expect(takenFrom([row('B', null)])).toEqual([]);
});

test('a value that is not there is called nothing; zero and false are values', () => {
  expect([null, '', 0, false, 'x'].map(valueText)).toEqual(['nothing', 'nothing', '0', 'false', 'x']);
});

test('only UTF-8 is read: other letters would arrive broken', async () => {
  expect(await textOfFile(new Blob(['näme: plän']))).toBe('näme: plän');
  expect(await textOfFile(new Blob([Uint8Array.of(0x6e, 0xe4, 0x6d)]))).toBeNull();
});
