import { literalText } from './plain-literal.ts';
import { Unusual, unusual, valueOnLine } from './plain-scalars.ts';
import { planLimits } from './plan-limits.ts';

/** Offset of the line, and of the item itself where it begins on the line of its dash. */
export type PlainItem = { readonly line: number; readonly from: number | null };

/** A file that was read the short way. */
export type PlainYaml = {
  readonly value: unknown;
  /** Where the keys at the top stand, and their values; a value of nothing has no place. */
  readonly tops: ReadonlyMap<string, { readonly key: number; readonly value: number | null }>;
  /** Where the items of a list at the top begin, by list, and the line behind the last one. A list in brackets is missing. */
  readonly items: ReadonlyMap<string, readonly PlainItem[]>;
};

/** What makes a file unusual wherever it stands: tabs, lone carriage returns and characters that YAML treats in ways of its own. */
const rare = /[^\P{Cc}\r\n]|[\u2028\u2029\ufeff]|\r(?!\n)/u;
const keyOnLine = /[A-Za-z][A-Za-z0-9_-]*:(?=[ \r\n]|$)/y;

/** A line that says something: its first character at `from`, so many columns in; it begins at `begins` and ends before `end`. */
type Line = { readonly column: number; readonly from: number; readonly end: number; readonly begins: number };

type Walk = {
  readonly text: string;
  readonly tops: Map<string, { readonly key: number; readonly value: number | null }>;
  readonly items: Map<string, readonly PlainItem[]>;
  /** Where the line after the present one begins. */
  next: number;
  line: Line | null;
  values: number;
};

function count(walk: Walk, depth: number): void {
  walk.values += 1;
  if (walk.values > planLimits.values || depth > planLimits.depth) unusual('too much');
}

function advance(walk: Walk): void {
  const { text } = walk;
  walk.line = null;
  while (walk.line === null && walk.next < text.length) {
    const begins = walk.next;
    const found = text.indexOf('\n', begins);
    const whole = found < 0 ? text.length : found;
    const end = whole > begins && text.charAt(whole - 1) === '\r' ? whole - 1 : whole;
    let from = begins;
    while (from < end && text.charAt(from) === ' ') from += 1;
    walk.next = whole + 1;
    if (from < end && text.charAt(from) !== '#') walk.line = { column: from - begins, from, end, begins };
  }
}

const startsItem = ({ text }: Walk, { from, end }: Line): boolean =>
  text.charAt(from) === '-' && (from + 1 === end || text.charAt(from + 1) === ' ');

function block(walk: Walk, line: Line, depth: number, section: string | null): unknown {
  count(walk, depth);
  return startsItem(walk, line) ? listOf(walk, line.column, depth, section) : mapOf(walk, line.column, depth);
}

/** Where the value after a key or a dash begins; null where the line says nothing more. */
function restOf({ text }: Walk, from: number, end: number): number | null {
  let at = from;
  while (at < end && text.charAt(at) === ' ') at += 1;
  return at === end || text.charAt(at) === '#' ? null : at;
}

const nothingDeeper = ({ line }: Walk, column: number): void => {
  if (line !== null && line.column > column) unusual('an indentation, or a value of several lines');
};

function mapOf(walk: Walk, column: number, depth: number): unknown {
  const map: Record<string, unknown> = Object.create(null);
  for (let { line } = walk; line !== null && line.column === column; line = walk.line) {
    keyOnLine.lastIndex = line.from;
    const found = keyOnLine.exec(walk.text)?.[0] ?? unusual('a key');
    const key = found.slice(0, -1);
    if (key in map) unusual('a key twice');
    const at = restOf(walk, line.from + found.length, line.end);
    const below = depth === 0 ? key : null;
    if (depth === 0) walk.tops.set(key, { key: line.from, value: at });
    map[key] = at === null ? valueBelow(walk, column, depth + 1, below, true) : valueBeside(walk, line, at, column, depth + 1);
  }
  nothingDeeper(walk, column);
  return map;
}

function listOf(walk: Walk, column: number, depth: number, section: string | null): unknown {
  const list: unknown[] = [];
  const items: PlainItem[] = [];
  for (let { line } = walk; line !== null && line.column === column && startsItem(walk, line); line = walk.line) {
    const at = restOf(walk, line.from + 1, line.end);
    if (section !== null) items.push({ line: line.begins, from: at });
    if (at === null) list.push(valueBelow(walk, column, depth + 1, null, false));
    else {
      keyOnLine.lastIndex = at;
      if (keyOnLine.test(walk.text)) {
        walk.line = { ...line, column: column + at - line.from, from: at };
        list.push(block(walk, walk.line, depth + 1, null));
      } else list.push(valueBeside(walk, line, at, column, depth + 1));
    }
  }
  nothingDeeper(walk, column);
  if (section !== null) walk.items.set(section, [...items, { line: walk.line?.begins ?? walk.text.length, from: null }]);
  return list;
}

/** The value on the lines below a key or a dash. A list may stand as far left as its key. */
function valueBelow(walk: Walk, column: number, depth: number, section: string | null, ofKey: boolean): unknown {
  advance(walk);
  const { line } = walk;
  const isBelow = line !== null && (line.column > column || (ofKey && line.column === column && startsItem(walk, line)));
  if (isBelow) {
    const key = section === null ? undefined : walk.tops.get(section);
    if (section !== null && key !== undefined) walk.tops.set(section, { ...key, value: line.from });
    return block(walk, line, depth, section);
  }
  count(walk, depth);
  return null;
}

function valueBeside(walk: Walk, line: Line, at: number, column: number, depth: number): unknown {
  if (walk.text.charAt(at) === '|') {
    count(walk, depth);
    const { value, next } = literalText(walk.text, walk.text.slice(at, line.end), walk.next, column);
    walk.next = next;
    advance(walk);
    return value;
  }
  const value = valueOnLine(walk.text, at, line.end, depth, (deeper) => count(walk, deeper));
  advance(walk);
  nothingDeeper(walk, column);
  return value;
}

/**
 * The short way through a file that is written as people and programs mostly write one: blocks, brackets on one line, plain and quoted words, text after a
 * bar. Null for everything else (anchors, tags, several documents, folded text, a key twice, any fault), which is read the long way, `readYaml`. What this
 * answers is what the long way answers; a test holds the two against each other.
 */
export function readPlainYaml(text: string): PlainYaml | null {
  if (rare.test(text)) return null;
  const walk: Walk = { text, tops: new Map(), items: new Map(), next: 0, line: null, values: 0 };
  try {
    advance(walk);
    const { line } = walk;
    if (line === null || line.column !== 0 || startsItem(walk, line)) return null;
    const value = block(walk, line, 0, null);
    return walk.line === null ? { value, tops: walk.tops, items: walk.items } : null;
  } catch (error) {
    if (error instanceof Unusual) return null;
    throw error;
  }
}
