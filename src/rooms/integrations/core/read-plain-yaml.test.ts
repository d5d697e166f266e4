import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFile } from '../testing/plan-arbitrary.ts';
import type { PlanPath } from './plan-problem.ts';
import { readPlainYaml } from './read-plain-yaml.ts';
import { readYaml } from './read-yaml.ts';
import { writePlan } from './write-plan.ts';
import { readYamlFile } from './yaml-file.ts';

/** Every path of a value, and beside each record one that it lacks. */
function pathsOf(value: unknown, at: PlanPath = []): PlanPath[] {
  if (typeof value !== 'object' || value === null) return [at];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [at, [...at, 'lacking'], ...steps.flatMap((step) => pathsOf(Reflect.get(value, step), [...at, step]))];
}

/** Where the short way answers, the long way finds no fault and answers the same, with the same places. */
function holds(text: string): boolean {
  const short = readPlainYaml(text);
  if (short === null) return false;
  const long = readYaml(text);
  expect({ text, faults: long.faults, findings: long.findings }).toEqual({ text, faults: [], findings: [] });
  expect({ text, value: short.value }).toEqual({ text, value: long.value });
  const { placeOf } = readYamlFile(text);
  for (const at of pathsOf(short.value)) {
    // Only what has a name has a key to blame.
    for (const onKey of typeof at.at(-1) === 'string' ? [false, true] : [false])
      expect({ text, at, onKey, ...placeOf(at, onKey) }).toEqual({ text, at, onKey, ...long.placeOf(at, onKey) });
  }
  return true;
}

describe('the short way of reading', () => {
  test('reads every plan that is written here, and reads it as the long way does', () => {
    let short = 0;
    fc.assert(
      fc.property(planFile, (plan) => {
        if (holds(writePlan(plan))) short += 1;
      }),
      { numRuns: 60 },
    );
    expect(short).toBeGreaterThan(20);
  });

  test('answers nothing, or what the long way answers, whatever is done to a file', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 8 }),
      put: fc.constantFrom(
        ...[':', ': ', '\n', '\n  ', '- ', '\n- ', '{', '}', '[', ']', ',', ' #', '#', '*a', '&a', '"', "'", '!!str ', '? ', '%'],
        ...[
          '|',
          '|-',
          '>',
          '---\n',
          '...',
          '~',
          'null',
          'true',
          '1_000',
          '0x1F',
          '0o17',
          '1e3',
          '.5',
          '-0',
          '.inf',
          'a: b',
          '\r\n',
        ],
        ...[
          '\\n',
          '\\',
          '""',
          "''",
          '@',
          '`',
          '<<: ',
          '\t',
          ' ',
          '  ',
          '-',
          'é',
          '😀',
          '=',
          'key: |\n  x\n',
          '- - x',
          '{ a: 1 }',
          '[a, "b"]',
        ],
      ),
    });
    let short = 0;
    fc.assert(
      fc.property(planFile, fc.array(edit, { minLength: 1, maxLength: 3 }), (plan, edits) => {
        let text = writePlan(plan);
        for (const { at, cut, put } of edits) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + put + text.slice(offset + cut);
        }
        if (holds(text)) short += 1;
      }),
      { numRuns: 200 },
    );
    expect(short).toBeGreaterThan(2);
  });

  test('answers nothing, or what the long way answers, of texts that were put together at random', () => {
    const piece = fc.constantFrom(
      ...[
        'a: ',
        'b: ',
        'c:',
        '- ',
        '-',
        '\n',
        '\n',
        '\n  ',
        '\n    ',
        ' ',
        '  ',
        'x',
        'yes',
        '12',
        '1.5',
        '2027-01-09',
        "'q'",
        '"q"',
      ],
      ...[
        '{ a: 1, b: x }',
        '[x, 2]',
        '{',
        '}',
        '[',
        ']',
        ', ',
        '# remark',
        ' # r',
        '|\n    t\n',
        '|-\n  t',
        '~',
        '""',
        ':',
        '0x',
        '1e5',
        '+1',
      ],
    );
    let short = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        if (holds(pieces.join(''))) short += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(short).toBeGreaterThan(50);
  });

  test.each([
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    'a: 1\na: 2\n',
    '? a\n: 1\n',
    'a: one\n  two\n',
    'a: >\n  folded\n',
    'a: [1,\n  2]\n',
    '---\na: 1\n',
    'a: 1\n...\n',
    '- a\n',
    'a:\tb\n',
    '{ a: 1 }\n',
    '"a": 1\n',
  ])('leaves what is unusual to the long way: %j', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});
