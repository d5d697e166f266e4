import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressionBounds } from './guard.ts';
import { isReadable, readExpression } from './read-expression.ts';
import { nameOf, type Variables, variablesOf } from './variables.ts';

const known: Variables = new Map([
  ['criteria.tests.value', 'double'],
  ['criteria.tests.met', 'bool'],
  ['criteria.done.value', 'bool'],
  ['criteria.done.met', 'bool'],
  ['facts.releases.colour', 'string'],
  ['facts.releases.open', 'double'],
]);
const values = {
  'criteria.tests.value': 97.5,
  'criteria.tests.met': true,
  'criteria.done.value': false,
  'criteria.done.met': false,
  'facts.releases.colour': 'blue',
  'facts.releases.open': 0,
};

const run = (text: string) => {
  const read = readExpression(text, known);
  if (!isReadable(read)) throw new Error(JSON.stringify(read.faults));
  return read.run(values);
};
const faultsOf = (text: string) => {
  const read = readExpression(text, known);
  return isReadable(read) ? [] : read.faults;
};

describe('an expression', () => {
  test.each([
    ['criteria.tests.value >= 98', false],
    ['criteria.tests.value >= 97 && facts.releases.open == 0', true],
    ['criteria.tests.value * 2 + 1', 196],
    ['100 - criteria.tests.value', 2.5],
    ['criteria.done.value || criteria.tests.met', true],
    ['[criteria.tests.met, criteria.done.met, true].filter(m, m).size() >= 2', true],
    ['[90.0, 95.0, 99.0].exists(limit, criteria.tests.value > limit)', true],
    ['facts.releases.colour in ["red", "blue"]', true],
    ['facts.releases.colour.startsWith("bl") ? criteria.tests.value : 0.0', 97.5],
  ])('%s gives %s', (text, expected) => {
    expect(run(text)).toBe(expected);
  });

  test.each([
    ['criteria.tests.valu > 1', '“criteria.tests.valu” is not known', 0],
    ['true && facts.releases.shut == 0', '“facts.releases.shut” is not known', 8],
    ['criteria.tests', '“criteria.tests” is no value that an expression can use', 0],
    ['criteria["tests"].met', 'A dot follows a name only', 0],
    ['criteria.tests.met + 1', 'no such overload: bool + int', 0],
    ['criteria.tests.value && true', "Logical operator requires bool operands, got 'double'", 0],
    ['criteria.tests.met &&', 'Unexpected token: EOF', 21],
    ['facts.releases.colour', 'It must give true or false, or a number', 0],
    ['1 == 1', 'It uses nothing that was found, so it would always say the same', 0],
    ['facts.releases.colour.matches("(a+)+b")', 'There is no “matches” here', 0],
    ['timestamp(0) < timestamp(1) && criteria.tests.met', 'There is no “timestamp” here', 0],
    ['has(criteria.tests.met)', 'There is no “has” here', 0],
    ['{"a": criteria.tests.met}.size() > 0', 'Exceeded maxMapEntries (0)', 1],
    ['[1].all(criteria, true)', '“all” begins with a name of its own for each element', 0],
    ['criteria.tests.constructor', '“criteria.tests.constructor” is not known', 0],
    ['criteria.tests.__proto__', '“criteria.tests.__proto__” is not known', 0],
  ])('%s is refused: %s', (text, says, at) => {
    expect(faultsOf(text)[0]).toEqual({ says, at });
  });

  test('loops nest twice and no deeper', () => {
    const inner = '[1].all(b, criteria.tests.met)';
    expect(faultsOf(`[1].all(a, ${inner})`)).toEqual([]);
    expect(faultsOf(`[1].all(c, [1].all(a, ${inner}))`)).toHaveLength(1);
  });

  test('is bounded in its text, its nodes, its lists and its depth', () => {
    const { text, list } = expressionBounds;
    expect(faultsOf(`criteria.tests.met${' '.repeat(text)}`)[0]?.says).toContain('characters');
    expect(
      faultsOf(
        `criteria.tests.value in [${Array(list + 1)
          .fill('1.0')
          .join()}]`,
      )[0]?.says,
    ).toContain('maxListElements');
    expect(faultsOf(`${'('.repeat(60)}criteria.tests.met${')'.repeat(60)}`)[0]?.says).toContain('maxDepth');
    expect(faultsOf(Array(120).fill('true').join(' && ').concat(' && criteria.tests.met'))[0]?.says).toContain('maxAstNodes');
  });

  test('no text makes the reader throw or take long', () => {
    const word = fc.constantFrom(
      'criteria',
      '.tests',
      '.met',
      '.value',
      '&&',
      '||',
      '!',
      '(',
      ')',
      '[',
      ']',
      '1',
      '"a"',
      ' ',
      'all',
      '.all(x,',
      '?',
      ':',
      '{',
      '`',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 80 }),
          fc.array(word, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const started = performance.now();
          readExpression(text, known);
          expect(performance.now() - started).toBeLessThan(500);
        },
      ),
    );
  });
});

describe('what an expression may use', () => {
  const asked = (key: string, more: object = {}) => ({ key, type: 'checklist' as const, operator: null, fact: null, ...more });
  const facts = new Map([['a.b-c', { name: 'a.b-c', type: 'boolean' as const, kinds: ['thing'] }]]);

  test('are the other criteria by their keys, with the type of what they find, and the facts of such a subject', () => {
    const criteria = [asked('uat-tests', { type: 'measure', operator: '>=' }), asked('1st'), asked('x', { type: 'expression' })];
    expect([...variablesOf(criteria, facts, 'thing')]).toEqual([
      ['criteria.uat_tests.value', 'double'],
      ['criteria.uat_tests.met', 'bool'],
      ['criteria._1st.value', 'bool'],
      ['criteria._1st.met', 'bool'],
      ['facts.a.b_c', 'bool'],
    ]);
    expect([...variablesOf([], facts, 'release')]).toEqual([]);
  });

  test('two keys with one name have none, so that nobody reads the wrong one', () => {
    expect(nameOf('a-b')).toBe(nameOf('a.b'));
    expect([...variablesOf([asked('a-b'), asked('a.b')], new Map(), 'thing')]).toEqual([]);
  });
});
