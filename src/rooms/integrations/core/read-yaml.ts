import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { planLimits } from './plan-limits.ts';
import type { Finding, PlanPath } from './plan-problem.ts';

export type Place = { readonly line: number; readonly column: number };

export type YamlFile = {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Problems of the YAML itself; the rest of the file is not judged while there are any. */
  readonly faults: readonly (Finding & Place)[];
  /** The place of a value, or of its key; for a value that is missing, of the record that lacks it. */
  readonly placeOf: (at: PlanPath, onKey?: boolean) => Place;
};

type Walk = {
  readonly findings: Finding[];
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  values: number;
  aliases: number;
  stopped: boolean;
};

function stop(walk: Walk, at: PlanPath, code: string, message: string, remedy: string): undefined {
  if (!walk.stopped) walk.findings.push({ at, code, message, remedy });
  walk.stopped = true;
  return undefined;
}

const keyOf = (key: unknown): string | undefined => (isScalar(key) ? (key.source ?? String(key.value ?? '')) : undefined);

function mapOf(items: readonly { key: unknown; value: unknown }[], at: PlanPath, walk: Walk): unknown {
  const map: Record<string, unknown> = Object.create(null);
  const seen = new Set<string>();
  for (const pair of items) {
    const key = keyOf(pair.key);
    if (key === undefined) {
      const remedy = 'Write each key as a plain word.';
      walk.findings.push({ at, code: 'plan.key-not-plain', message: 'A key of this record is not a plain word.', remedy });
      continue;
    }
    if (seen.has(key)) {
      const message = `"${key}" is written twice in the same record.`;
      walk.findings.push({ at: [...at, key], onKey: true, code: 'plan.key-twice', message, remedy: 'Keep one of the two.' });
    }
    seen.add(key);
    map[key] = plainOf(pair.value, [...at, key], walk);
    if (walk.stopped) break;
  }
  return map;
}

function listOf(items: readonly unknown[], at: PlanPath, walk: Walk): unknown[] {
  const list: unknown[] = [];
  for (const [index, item] of items.entries()) {
    list.push(plainOf(item, [...at, index], walk));
    if (walk.stopped) break;
  }
  return list;
}

function followAlias(alias: Alias, at: PlanPath, walk: Walk): unknown {
  const target = walk.anchors.get(alias.source);
  if (!target) {
    walk.findings.push({
      at,
      code: 'plan.alias-unknown',
      message: `"*${alias.source}" refers to nothing above it.`,
      remedy: `Mark a value above with &${alias.source}, or write the value here.`,
    });
    return undefined;
  }
  walk.targets.set(alias, target);
  walk.aliases += 1;
  if (walk.aliases > planLimits.aliases) {
    const message = `The file repeats values by alias more than ${planLimits.aliases} times.`;
    return stop(walk, at, 'plan.too-many-aliases', message, 'Write the values where they belong.');
  }
  return plainOf(target, at, walk);
}

/** Node to plain value. Every visit counts, also a repeated one, so that aliases cannot multiply without end. */
function plainOf(node: unknown, at: PlanPath, walk: Walk): unknown {
  if (walk.stopped) return undefined;
  walk.values += 1;
  if (walk.values > planLimits.values) {
    const message = `The file holds more than ${planLimits.values} values.`;
    return stop(walk, at, 'plan.too-many-values', message, 'Split the plan into several files, each with its own name.');
  }
  if (at.length > planLimits.depth) {
    const message = `The file is nested more than ${planLimits.depth} levels deep.`;
    return stop(walk, at, 'plan.too-deep', message, 'A plan file needs no more than eight levels.');
  }
  if (isAlias(node)) return followAlias(node, at, walk);
  if (isMap(node)) {
    if (node.anchor) walk.anchors.set(node.anchor, node);
    return mapOf(node.items, at, walk);
  }
  if (isSeq(node)) {
    if (node.anchor) walk.anchors.set(node.anchor, node);
    return listOf(node.items, at, walk);
  }
  if (!isScalar(node)) return null;
  if (node.anchor) walk.anchors.set(node.anchor, node);
  return node.value;
}

/** The node of a step; of two equal keys the later one, because that is the one to blame. */
function stepInto(
  node: unknown,
  step: string | number,
  targets: ReadonlyMap<Alias, Node>,
): { key?: unknown; value: unknown } | undefined {
  const real = isAlias(node) ? targets.get(node) : node;
  if (isSeq(real) && typeof step === 'number') return step < real.items.length ? { value: real.items[step] } : undefined;
  if (!isMap(real)) return undefined;
  return real.items.findLast((pair) => keyOf(pair.key) === step);
}

const startOf = (node: unknown): number | undefined =>
  isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;

const sentence = (text: string): string => `${text.split('\n')[0]?.replace(/\.?$/, '.')}`;

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  // `uniqueKeys` of the parser compares every pair of keys; the walk above needs one look-up a key.
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false, uniqueKeys: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings].map((fault) => ({
    at: [],
    code: `plan.yaml-${fault.code.toLowerCase().replaceAll('_', '-')}`,
    message: sentence(fault.message),
    remedy: 'Correct the YAML at this place; nothing else is judged before.',
    ...place(fault.pos[0]),
  }));
  if (document.directives?.yaml.explicit) {
    const message = 'The file chooses its own version of YAML, under which words and numbers can read differently.';
    faults.push({
      at: [],
      code: 'plan.yaml-directive',
      message,
      remedy: 'Remove the line that begins with %YAML.',
      line: 1,
      column: 1,
    });
  }
  const walk: Walk = { findings: [], anchors: new Map(), targets: new Map(), values: 0, aliases: 0, stopped: false };
  const value = faults.length > 0 ? undefined : plainOf(document.contents, [], walk);
  const placeOf = (at: PlanPath, onKey = false): Place => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const [index, step] of at.entries()) {
      const next = stepInto(node, step, walk.targets);
      if (!next) break;
      const last = index === at.length - 1;
      offset = (last && onKey ? undefined : startOf(next.value)) ?? startOf(next.key) ?? offset;
      node = next.value;
    }
    return place(offset);
  };
  return { value, findings: walk.findings, faults, placeOf };
}
