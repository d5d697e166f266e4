import type { ASTNode } from '@marcbachmann/cel-js';

/** Longest text, most nodes, deepest nesting: what a person can still read, and what a machine does in well under a millisecond. */
export const expressionBounds = { text: 1000, nodes: 200, depth: 20, list: 50, arguments: 4, loops: 2 } as const;

export type Fault = { readonly says: string; readonly at: number };

const roots = ['criteria', 'facts'];
const functions = ['size', 'double', 'int', 'string'];
const methods = ['size', 'startsWith', 'endsWith', 'contains'];
const loops = ['all', 'exists', 'exists_one', 'filter', 'map'];
const plain: ReadonlySet<string> = new Set([
  'value',
  'list',
  '?:',
  '||',
  '&&',
  '!_',
  '-_',
  '==',
  '!=',
  'in',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '<=',
  '>',
  '>=',
]);

type Seen = { readonly faults: Fault[]; readonly uses: Set<string> };

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value && 'start' in value;

const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  const args: readonly unknown[] = Array.isArray(node.args) ? node.args.flat() : [node.args];
  return args.filter(isNode);
};

/** The full name that a chain of dots spells; null where it does not begin with a name. */
function chainOf(node: ASTNode): readonly string[] | null {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.') return null;
  const before = chainOf(node.args[0]);
  return before === null ? null : [...before, node.args[1]];
}

/** A name is used whole: a record or a list of records is no value, and what is used must be known before anything runs. */
function lookAtName(node: ASTNode, seen: Seen, own: ReadonlySet<string>): void {
  const chain = chainOf(node);
  const [root = ''] = chain ?? [];
  if (chain === null || (node.op === 'id' && own.has(root))) {
    if (chain === null) seen.faults.push({ says: 'A dot follows a name only', at: node.start });
    return;
  }
  if (!roots.includes(root) || chain.length !== 3)
    seen.faults.push({ says: `“${chain.join('.')}” is no value that an expression can use`, at: node.start });
  else seen.uses.add(chain.join('.'));
}

function lookAtCall(node: ASTNode & { readonly op: 'rcall' }, seen: Seen, own: ReadonlySet<string>, depth: number): void {
  const [name, on, args] = node.args;
  look(on, seen, own, depth);
  if (!loops.includes(name)) {
    if (!methods.includes(name)) seen.faults.push({ says: `There is no “${name}” here`, at: node.start });
    for (const one of args) look(one, seen, own, depth);
    return;
  }
  const [variable, ...bodies] = args;
  if (variable === undefined || variable.op !== 'id' || roots.includes(variable.args))
    seen.faults.push({ says: `“${name}” begins with a name of its own for each element`, at: node.start });
  else if (depth === expressionBounds.loops)
    seen.faults.push({
      says: `At most ${expressionBounds.loops} of ${loops.join(', ')} stand inside each other`,
      at: node.start,
    });
  else for (const body of bodies) look(body, seen, new Set([...own, variable.args]), depth + 1);
}

function lookAtPlain(node: ASTNode, seen: Seen, own: ReadonlySet<string>, depth: number): void {
  if (node.op === 'call') {
    if (!functions.includes(node.args[0])) seen.faults.push({ says: `There is no “${node.args[0]}” here`, at: node.start });
  } else if (!plain.has(node.op)) seen.faults.push({ says: `“${node.op}” cannot be used here`, at: node.start });
  for (const child of childrenOf(node)) look(child, seen, own, depth);
}

function look(node: ASTNode, seen: Seen, own: ReadonlySet<string>, depth: number): void {
  if (node.op === 'id' || node.op === '.') lookAtName(node, seen, own);
  else if (node.op === 'rcall') lookAtCall(node, seen, own, depth);
  else lookAtPlain(node, seen, own, depth);
}

/**
 * What an expression uses, and every part of it that is not allowed: no clock, no pattern matching, no conversion that could take long, loops nested twice at
 * most and over lists that are written out. What passes has a bound on its work that its text shows.
 */
export function lookThrough(ast: ASTNode): { readonly faults: readonly Fault[]; readonly uses: readonly string[] } {
  const seen: Seen = { faults: [], uses: new Set() };
  look(ast, seen, new Set(), 0);
  return { faults: seen.faults, uses: [...seen.uses].toSorted() };
}
