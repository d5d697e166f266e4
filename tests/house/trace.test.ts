import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allProofs, proofsIn, traceText } from '../support/trace.ts';
import { checkout } from './imports.ts';

test('the traceability matrix is as fresh as the titles of the tests', () => {
  expect(allProofs().length).toBeGreaterThan(15);
  expect(readFileSync(path.join(checkout, 'docs/validation/trace.md'), 'utf8'), 'run: node scripts/trace.ts').toBe(traceText());
});

test('ids are read from the start of a title, whichever way the test is written', () => {
  // Written with round brackets, so that these samples are no titles themselves.
  const source = `
    test('(A-1) plain', () => {});
    test("(A-2)(S0.1) two ids", () => {});
    test.each(rows)('(A-3) %s of a table', () => {});
    test.each(Object.keys(rows))(
      '(A-4) on its own line',
      () => {},
    );
    test('it says (A-5) later', () => {});
    describe('(A-6) no test', () => {});`.replaceAll(/\((\w+[-.]\d)\)/g, '[$1]');
  expect(proofsIn(source, 'x.test.ts').map((proof) => [proof.id, proof.title])).toEqual([
    ['A-1', 'plain'],
    ['A-2', 'two ids'],
    ['S0.1', 'two ids'],
    ['A-3', '%s of a table'],
    ['A-4', 'on its own line'],
  ]);
});

test('every id in a title is one that the matrix shows: none stands in the middle of a title or on a group', () => {
  const known = new Set(allProofs().map((proof) => proof.id));
  expect(known.has('P11-10e-1')).toBe(true);
  expect([...known].filter((id) => !/^[A-Z][A-Z0-9]*(?:[-.][A-Za-z0-9]+)+$/.test(id))).toEqual([]);
});
