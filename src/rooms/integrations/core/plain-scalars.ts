/** Something that the short way of reading does not understand: the whole file is read the long way. Never leaves `read-plain-yaml.ts`. */
export class Unusual extends Error {}

export const unusual = (what: string): never => {
  throw new Unusual(what);
};

/** How words without quotes are read: the core schema of YAML 1.2 (section 10.3.2), as the package `yaml` resolves it. */
const coreSchema: readonly (readonly [RegExp, (text: string) => unknown])[] = [
  [/^(?:~|[Nn]ull|NULL)?$/, () => null],
  [/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/, (text) => text.toLowerCase() === 'true'],
  [/^0o[0-7]+$/, (text) => Number.parseInt(text.slice(2), 8)],
  [/^[-+]?[0-9]+$/, (text) => Number.parseInt(text, 10)],
  [/^0x[0-9a-fA-F]+$/, (text) => Number.parseInt(text.slice(2), 16)],
  [/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/, Number.parseFloat],
  [/^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/, Number.parseFloat],
];
const mayBeMore = /^(?:[-+.~0-9]|[Nn]ull$|NULL$|[Tt]rue$|TRUE$|[Ff]alse$|FALSE$|$)/;

function resolved(text: string): unknown {
  if (!mayBeMore.test(text)) return text;
  if (/^[-+]?\.(?:inf|nan)$/i.test(text)) return unusual('an infinity');
  const found = coreSchema.find(([form]) => form.test(text));
  return found === undefined ? text : found[1](text);
}

/** What a word without quotes may begin with: no indicator of YAML (section 5.3), but the sign of a number. */
const plainStart = /^(?:[^\s?:,[\]{}#&*!|>'"%@`-]|-[\d.])/;

function plain(text: string): unknown {
  if (!plainStart.test(text)) unusual('a first character');
  if (text.includes(': ') || text.endsWith(':')) unusual('a colon in a word');
  return resolved(text);
}

/** Without the spaces at its end; other blanks belong to the text. A loop, because a pattern would cost the square of a long run of spaces. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}

type Read = { readonly value: unknown; readonly end: number };

function quoted(text: string, from: number, most: number): Read {
  const mark = text.charAt(from);
  let at = from + 1;
  while (at < most && text.charAt(at) !== mark) at += mark === '"' && text.charAt(at) === '\\' ? 2 : 1;
  if (at >= most || (mark === "'" && text.charAt(at + 1) === "'")) return unusual('a quotation that goes on');
  const inner = text.slice(from + 1, at);
  if (mark === "'") return { value: inner, end: at + 1 };
  if (!inner.includes('\\')) return { value: inner, end: at + 1 };
  if (/\\(?!["\\nt])/.test(inner.replaceAll('\\\\', ''))) unusual('an escape');
  return { value: JSON.parse(text.slice(from, at + 1)), end: at + 1 };
}

const skipSpaces = (text: string, from: number, most: number): number => {
  let at = from;
  while (at < most && text.charAt(at) === ' ') at += 1;
  return at;
};

const flowKey = /[A-Za-z][A-Za-z0-9_-]*(?=: )/y;

/** Counts one value at a depth; says `unusual` where there are too many, or they are nested too deep. */
type Count = (depth: number) => void;

/** One list or record in brackets, on one line. */
function flow(text: string, from: number, most: number, depth: number, count: Count): Read {
  const isMap = text.charAt(from) === '{';
  const map: Record<string, unknown> = Object.create(null);
  const list: unknown[] = [];
  let at = skipSpaces(text, from + 1, most);
  while (at < most && text.charAt(at) !== (isMap ? '}' : ']')) {
    let key = '';
    if (isMap) {
      flowKey.lastIndex = at;
      key = flowKey.exec(text)?.[0] ?? unusual('a key in brackets');
      if (key in map) unusual('a key twice');
      at = skipSpaces(text, at + key.length + 1, most);
    }
    const { value, end } = flowValue(text, at, most, depth + 1, count);
    if (isMap) map[key] = value;
    else list.push(value);
    at = skipSpaces(text, end, most);
    if (text.charAt(at) === ',') at = skipSpaces(text, at + 1, most);
    else if (text.charAt(at) !== (isMap ? '}' : ']')) unusual('brackets that go on');
  }
  if (at >= most) unusual('brackets that go on');
  return { value: isMap ? map : list, end: at + 1 };
}

function flowValue(text: string, from: number, most: number, depth: number, count: Count): Read {
  count(depth);
  const first = text.charAt(from);
  if (first === '{' || first === '[') return flow(text, from, most, depth, count);
  if (first === '"' || first === "'") return quoted(text, from, most);
  let end = from;
  while (end < most && !',[]{}'.includes(text.charAt(end))) end += 1;
  const word = withoutEnd(text.slice(from, end));
  if (word === '' || word.includes(' #')) unusual('a word in brackets');
  return { value: plain(word), end };
}

/** The value that stands on the rest of a line, from its first character on; a remark behind it is left out. */
export function valueOnLine(text: string, from: number, most: number, depth: number, count: Count): unknown {
  count(depth);
  const first = text.charAt(from);
  if ('{["\''.includes(first)) {
    const { value, end } = '{['.includes(first) ? flow(text, from, most, depth, count) : quoted(text, from, most);
    const rest = withoutEnd(text.slice(end, most));
    if (rest !== '' && !/^ +#/.test(rest)) unusual('something behind a value');
    return value;
  }
  const line = text.slice(from, most);
  const remark = line.indexOf(' #');
  return plain(withoutEnd(remark < 0 ? line : line.slice(0, remark)));
}
