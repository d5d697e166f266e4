import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { isReadable, readExpression } from '../core/expression/read-expression.ts';
import type { Variables } from '../core/expression/variables.ts';
import { type Runner, startRunner } from './run-expressions.ts';

const variables: Variables = new Map([
  ['criteria.a.value', 'double'],
  ['criteria.a.met', 'bool'],
]);
const values = { 'criteria.a.value': 3, 'criteria.a.met': true };
const runners: Runner[] = [];
const started = (options: Parameters<typeof startRunner>[0]): Runner => {
  const runner = startRunner(options);
  runners.push(runner);
  return runner;
};
afterAll(async () => {
  for (const runner of runners) await runner.stop();
});

/** Expressions as the guard lets them through, as heavy as they come. */
const leaf = fc.constantFrom('criteria.a.met', 'criteria.a.value > 1', 'true', 'x > 1.0', 'y > 1.0');
const list = fc.integer({ min: 1, max: 45 }).map((length) => `[${Array.from({ length }, (_, at) => `${at}.0`).join()}]`);
const loop = (name: string, body: fc.Arbitrary<string>) =>
  fc
    .tuple(list, fc.constantFrom('all', 'exists', 'exists_one'), body)
    .map(([over, kind, inner]) => `${over}.${kind}(${name}, ${inner})`);
const expression = fc.oneof(
  leaf,
  loop('x', leaf),
  loop(
    'x',
    loop(
      'y',
      fc.tuple(leaf, leaf).map(([a, b]) => `(${a} || !(${b}))`),
    ),
  ),
);

describe('an expression in its thread', () => {
  test('gives a value, and says in words why there is none', async () => {
    const runner = started({});
    expect(await runner.run({ text: 'criteria.a.value + 1', variables, values })).toEqual({ value: 4 });
    expect(await runner.run({ text: 'criteria.a.met', variables, values })).toEqual({ value: true });
    expect(await runner.run({ text: 'int(criteria.a.value) / 0 == 1', variables, values })).toEqual({
      error: 'division by zero',
    });
    expect(await runner.run({ text: 'criteria.a.value / 0', variables, values })).toEqual({ error: 'it gives no finite number' });
    expect(await runner.run({ text: 'criteria.b.met', variables, values })).toEqual({ error: '“criteria.b.met” is not known' });
  });

  test('never runs over its deadline, whatever the guard lets through', async () => {
    const deadlineMs = 500;
    const runner = started({ deadlineMs });
    await runner.run({ text: 'criteria.a.met', variables, values });
    await fc.assert(
      fc.asyncProperty(expression, async (text) => {
        const read = readExpression(text, variables);
        fc.pre(isReadable(read));
        const at = performance.now();
        const ran = await runner.run({ text, variables, values });
        expect(ran).toHaveProperty('value');
        expect(performance.now() - at).toBeLessThan(deadlineMs);
      }),
      { numRuns: 60 },
    );
  });

  test('is ended when it does not answer in time; the next one is computed by a fresh thread', async () => {
    const runner = started({ deadlineMs: 150, thread: new URL('../testing/endless-thread.ts', import.meta.url) });
    const at = performance.now();
    const ran = await runner.run({ text: 'criteria.a.met', variables, values });
    expect(ran).toEqual({ error: 'it did not end within 150 ms or took too much memory' });
    expect(performance.now() - at).toBeLessThan(16_000);
    expect(await runner.run({ text: 'criteria.a.met', variables, values })).toHaveProperty('error');
  });

  test('is ended when it takes more memory than it may', async () => {
    const runner = started({ deadlineMs: 30_000, thread: new URL('../testing/greedy-thread.ts', import.meta.url) });
    expect(await runner.run({ text: 'criteria.a.met', variables, values })).toHaveProperty('error');
  });

  test('that come at once are computed one after the other, each with its own answer', async () => {
    const runner = started({});
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => runner.run({ text: `criteria.a.value + ${at}`, variables, values })),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, (_, at) => ({ value: 3 + at })));
  });
});
