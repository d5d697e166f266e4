import { expect, it } from 'vitest';
import { fieldsText, fieldText, isInstant, lagText, valueText, wordsOfField } from './values.ts';

it('a field is shown by its path, slashes in names included', () => {
  expect(fieldText('/phases/uat/end')).toBe('phases › uat › end');
  expect(fieldText('/criteria/a~1b')).toBe('criteria › a/b');
  expect(fieldText('')).toBe('whole record');
});

it('the fields of an entry in a cell: each once, without ids', () => {
  const id = '01a20f79-33d8-7000-870f-ea7ebf147754';
  expect(
    fieldsText([
      '/state',
      `/decisions/${id}/kind`,
      `/decisions/${id}/by`,
      '/criteria/tests/result/id',
      '/criteria/tests/result/value',
    ]),
  ).toBe('state, decisions, criteria › tests › result');
});

it('a value is shown as it was kept', () => {
  expect([valueText(null), valueText(0), valueText(false), valueText('x'), valueText([1])]).toEqual([
    '',
    '0',
    'false',
    'x',
    '[\n 1\n]',
  ]);
});

it('the lag of sealing is said in plain words', () => {
  expect([lagText(300), lagText(4_200), lagText(600_000)]).toEqual(['under a second', '4 seconds', '10 minutes']);
});

it('names of fields become words, keys and ids stay; times are known as such', () => {
  expect(['conditionalUntil', 'state', 'uat-cases', 'LIMS', 'a1'].map(wordsOfField)).toEqual([
    'Conditional until',
    'State',
    'uat-cases',
    'LIMS',
    'a1',
  ]);
  expect(['2026-12-01T10:00:00.000Z', '2026-12-01', '2026-13-01T10:00:00.000Z'].map(isInstant)).toEqual([true, false, false]);
});
