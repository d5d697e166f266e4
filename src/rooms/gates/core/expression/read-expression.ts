import { Environment } from '@marcbachmann/cel-js';
import { expressionBounds, type Fault, lookThrough } from './guard.ts';
import type { Variables } from './variables.ts';

export type Readable = {
  readonly gives: 'bool' | 'number';
  /** Full names of the values that it uses. */
  readonly uses: readonly string[];
  /** Runs it. Every value that it uses must be there. Throws what the language throws, such as a division by zero. */
  readonly run: (values: Readonly<Record<string, number | boolean | string>>) => unknown;
};

type Nested<T> = Record<string, Record<string, Record<string, T>>>;

function nested<T>(entries: Iterable<readonly [string, T]>): Nested<T> {
  const found: Nested<T> = {};
  for (const [name, value] of entries) {
    const [root = '', group = '', field = ''] = name.split('.');
    const ofRoot = found[root] ?? {};
    found[root] = ofRoot;
    ofRoot[group] = { ...ofRoot[group], [field]: value };
  }
  return found;
}

const mixed: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
];

/** Measured numbers are doubles; whole numbers in the text may stand beside them. */
function environmentOf(variables: Variables): Environment {
  const { nodes, depth, list, arguments: most } = expressionBounds;
  const limits = { maxAstNodes: nodes, maxDepth: depth, maxListElements: list, maxMapEntries: 0, maxCallArguments: most };
  const environment = new Environment({ limits });
  for (const [name, schema] of Object.entries(nested(variables))) environment.registerVariable(name, { schema });
  for (const [operator, give] of mixed) {
    environment.registerOperator(`double ${operator} int`, (a: number, b: bigint) => give(a, Number(b)));
    environment.registerOperator(`int ${operator} double`, (a: bigint, b: number) => give(Number(a), b));
  }
  // The language itself turns the two sides of a comparison round.
  return environment.registerOperator('double == int', (a: number | bigint, b: number | bigint) => Number(a) === Number(b));
}

const gives: Readonly<Record<string, Readable['gives']>> = { bool: 'bool', double: 'number', int: 'number' };

const faultOf = (error: unknown): Fault => {
  const summary = error instanceof Error && 'summary' in error ? String(error.summary) : String(error);
  const range = typeof error === 'object' && error !== null && 'range' in error ? error.range : null;
  const at = typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number' ? range.start : 0;
  return { says: summary, at };
};

/** Reads an expression against what it may use: its type and uses, or the first fault of each kind with its position in the text. */
export function readExpression(text: string, variables: Variables): Readable | { readonly faults: readonly Fault[] } {
  if (text.length > expressionBounds.text)
    return { faults: [{ says: `It has more than ${expressionBounds.text} characters`, at: expressionBounds.text }] };
  try {
    const parsed = environmentOf(variables).parse(text);
    const { faults, uses } = lookThrough(parsed.ast);
    if (faults.length > 0) return { faults };
    const unknown = uses.filter((name) => !variables.has(name));
    if (unknown.length > 0)
      return { faults: unknown.map((name) => ({ says: `“${name}” is not known`, at: Math.max(text.indexOf(name), 0) })) };
    if (uses.length === 0)
      return { faults: [{ says: 'It uses nothing that was found, so it would always say the same', at: 0 }] };
    const checked = parsed.check();
    if (!checked.valid) return { faults: [faultOf(checked.error)] };
    const type = gives[checked.type ?? ''];
    if (type === undefined) return { faults: [{ says: 'It must give true or false, or a number', at: 0 }] };
    return { gives: type, uses, run: (values) => parsed(nested(Object.entries(values))) };
  } catch (error) {
    return { faults: [faultOf(error)] };
  }
}

export const isReadable = (read: ReturnType<typeof readExpression>): read is Readable => 'run' in read;
