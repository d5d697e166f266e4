import type { Json } from '../../../foundation/canonical-json.ts';

/** A name in words, or an id whose name is still to be found. */
export type Label = { readonly text: string } | { readonly id: string; readonly kind: string | null };
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'time'; readonly at: string; readonly zone: string | undefined }
  | { readonly kind: 'span'; readonly start: string; readonly end: string; readonly zone: string | undefined }
  | { readonly kind: 'named'; readonly id: string; readonly of: string | null }
  | { readonly kind: 'list'; readonly values: readonly Value[] };
/** One line of what is signed: a value, or a part with lines of its own. */
export type Line = { readonly path: string; readonly label: Label } & (
  | { readonly value: Value }
  | { readonly lines: readonly Line[]; readonly value?: Value }
);

type Branch = { readonly [key: string]: Json };
const isBranch = (value: Json | undefined): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
const isTime = (value: Json | undefined): value is string => typeof value === 'string' && isoTime.test(value);

/** Kinds of record behind fields that hold ids, as records of every room name them. */
const kindOfField: Readonly<Record<string, string>> = {
  unitId: 'unit',
  units: 'unit',
  unitIds: 'unit',
  parentId: 'release',
  applications: 'application',
  application: 'application',
  applicationIds: 'application',
  toId: 'application',
  cadence: 'cadence',
  workingCalendar: 'working-calendar',
};
const aboutPeople = /(^by|By|ownerId|personId|signerId|askedBy)$/;
const kindOf = (field: string | undefined): string | null => {
  if (field === undefined) return null;
  return kindOfField[field] ?? (aboutPeople.test(field) ? 'person' : null);
};

/** Words that are not written as their field is. */
const spelt: Readonly<Record<string, string>> = {
  gxp: 'GxP',
  sox: 'SOX',
  uat: 'UAT',
  'go live': 'go-live',
  'back out': 'back-out',
  follows: 'policies that it follows, by version',
};
const asSpelt = (words: string): string =>
  Object.entries(spelt).reduce((text, [from, to]) => text.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to), words);

/** `backOutMinutes` as "Back-out minutes", `unitId` as "Unit". */
export function wordsOf(field: string): string {
  const words = field
    .replace(/Ids?$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll(/[-_]/g, ' ');
  const text = asSpelt(words);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Fields that say how something is called: they stay exactly as they are. */
const exact = /^(key|name|label|version|text|note|reason|link|zone|evidence|source|criterion|tolerates)$/;
const oneWord = /^[a-z]+(-[a-z]+)+$/;

const scalarText = (field: string, value: Exclude<Json, object>): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  return oneWord.test(text) && !exact.test(field) ? text.replaceAll('-', ' ') : text;
};

function valueIn(field: string, value: Json, zone: string | undefined): Value {
  if (Array.isArray(value)) return { kind: 'list', values: value.map((one: Json) => valueIn(field, one, zone)) };
  if (isTime(value)) return { kind: 'time', at: value, zone };
  if (typeof value === 'string' && uuid.test(value)) return { kind: 'named', id: value, of: kindOf(field) };
  return {
    kind: 'text',
    text: isBranch(value) ? JSON.stringify(value) : scalarText(field, value === null ? null : asScalar(value)),
  };
}
const asScalar = (value: Json): string | number | boolean | null => (typeof value === 'object' ? JSON.stringify(value) : value);

/** A part is called by its own name where it has one, else by its key. */
function labelOf(key: string, value: Json, within: string | undefined): Label {
  if (uuid.test(key)) return { id: key, kind: kindOf(within) };
  if (isBranch(value) && typeof value.name === 'string') return { text: value.name };
  return { text: wordsOf(key) };
}

const placeOf = (value: Json): number => {
  const place = isBranch(value) ? (value.place ?? value.order) : null;
  return typeof place === 'number' ? place : Number.MAX_SAFE_INTEGER;
};

const isEmpty = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);
const isRecordRef = (value: Branch): boolean =>
  typeof value.kind === 'string' && typeof value.id === 'string' && uuid.test(value.id);

/** What a part says in one value: the time it spans, or the record that it names. */
function ownValue(value: Branch, zone: string | undefined): { readonly value: Value; readonly by: readonly string[] } | null {
  if (isTime(value.start) && isTime(value.end))
    return { value: { kind: 'span', start: value.start, end: value.end, zone }, by: ['start', 'end', 'zone'] };
  if (isRecordRef(value)) return { value: { kind: 'named', id: String(value.id), of: String(value.kind) }, by: ['kind', 'id'] };
  return null;
}

function partLine(path: string, label: Label, value: Branch): Line {
  const zone = typeof value.zone === 'string' ? value.zone : undefined;
  const own = ownValue(value, zone);
  const told = new Set(['place', ...(own?.by ?? []), ...('text' in label && value.name === label.text ? ['name'] : [])]);
  const lines = Object.entries(value)
    .filter(([field, part]) => !told.has(field) && !isEmpty(part))
    .map(([field, part]) => lineOf(`${path}/${field}`, field, part, zone, undefined));
  return own === null ? { path, label, lines } : { path, label, lines, value: own.value };
}

function lineOf(path: string, field: string, value: Json, zone: string | undefined, within: string | undefined): Line {
  const label = labelOf(field, value, within);
  if (!isBranch(value)) return { path, label, value: valueIn(field, value, zone) };
  const parts = Object.entries(value).filter(([, part]) => part !== null);
  const keyed = parts.length > 0 && parts.every(([, part]) => isBranch(part));
  if (!keyed) return partLine(path, label, value);
  const lines = parts
    .toSorted(([, a], [, b]) => placeOf(a) - placeOf(b))
    .map(([key, part]) => lineOf(`${path}/${key}`, key, part, zone, field));
  return { path, label, lines };
}

/** What names a record stands first, its parts last; the order of fields in JSON tells nobody anything. */
const first = ['key', 'name', 'summary', 'reason'];
const rankOf = (field: string, value: Json): number => {
  const named = first.indexOf(field);
  if (named >= 0) return named;
  return isBranch(value) ? first.length + 1 : first.length;
};

/** A record, or what somebody decides with, as lines that people read. What is not set is left out. */
export const readable = (record: Json): readonly Line[] => {
  if (!isBranch(record)) return [];
  const zone = typeof record.zone === 'string' ? record.zone : undefined;
  return Object.entries(record)
    .filter(([, value]) => !isEmpty(value))
    .toSorted(([a, one], [b, other]) => rankOf(a, one) - rankOf(b, other))
    .map(([field, value]) => lineOf(`/${field}`, field, value, zone, undefined));
};

/** One value that changed, whatever it is. */
export const readableValue = (pointer: string, value: Json): Value => {
  const field = pointer.split('/').at(-1) ?? '';
  return valueIn(field, value, undefined);
};

/** `/content/applications/<id>/version` as its parts: words, and ids with what they are of. What the whole statement wraps around them is left out. */
export function labelsOf(pointer: string): readonly Label[] {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const told = parts[0] === 'content' ? parts.slice(1) : parts;
  return told.map((part, index) => (uuid.test(part) ? { id: part, kind: kindOf(told[index - 1]) } : { text: wordsOf(part) }));
}
