import type { Json } from '../../../foundation/canonical-json.ts';
import type { Section, SectionKey } from './dossier.ts';

/** A section as lines for paper: whatever is in its content is on one of them. */
export type PaperLine =
  | { readonly is: 'row'; readonly text: string }
  | { readonly is: 'group'; readonly depth: number; readonly text: string }
  | { readonly is: 'field'; readonly depth: number; readonly label: string; readonly value: string };

type Fields = { readonly [key: string]: Json };

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null;

const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}\.\d{3})Z$/;

/** Nothing is told apart from an empty text, and a time names its zone. */
export function plainText(value: Json): string {
  if (value === null) return '—';
  if (value === '') return '“”';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value.replace(instant, '$1 $2 UTC');
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const said: Readonly<Record<string, string>> = {
  at: 'Time',
  says: 'In words',
  id: 'Id',
  gxp: 'GxP',
  vkey: 'Verifier key',
  sha256: 'SHA-256',
  seq: 'Number',
};

/** `backOutMinutes` reads “Back out minutes”; what is no name of a field stays as it is. */
export function labelOf(name: string): string {
  const known = said[name];
  if (known !== undefined) return known;
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name;
  const spaced = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const longestInline = 160;
const isShort = (value: Json): boolean => isPlain(value) || (isList(value) && value.every(isPlain));
const shortText = (value: Json): string =>
  isList(value) ? (value.length === 0 ? 'none' : value.map(plainText).join(', ')) : plainText(value);

/** Few plain fields in one line: “Id: …; Key: …; Name: …”. */
function inline(value: Fields): string | null {
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > 6 || !entries.every(([, one]) => isShort(one))) return null;
  const text = entries.map(([name, one]) => `${labelOf(name)}: ${shortText(one)}`).join('; ');
  return text.length <= longestInline && !text.includes('\n') ? text : null;
}

/** A changed field reads as “old → new”. */
function changeOf(value: Json): { readonly field: string; readonly text: string } | null {
  if (!isFields(value) || Object.keys(value).length !== 3) return null;
  const { field, old, new: fresh } = value;
  if (typeof field !== 'string' || old === undefined || fresh === undefined) return null;
  return { field, text: `${plainText(old)} → ${plainText(fresh)}` };
}

function* listLines(label: string, list: readonly Json[], depth: number): Generator<PaperLine> {
  if (list.length === 0) yield { is: 'field', depth, label, value: 'none' };
  else if (list.every(isPlain)) yield { is: 'field', depth, label, value: list.map(plainText).join(', ') };
  else {
    yield { is: 'group', depth, text: `${label} (${list.length})` };
    for (const [at, one] of list.entries()) {
      const change = changeOf(one);
      if (change !== null) yield { is: 'field', depth: depth + 1, label: change.field, value: change.text };
      else yield* valueLines(`${at + 1}`, one, depth + 1);
    }
  }
}

function* valueLines(label: string, value: Json, depth: number): Generator<PaperLine> {
  if (isList(value)) yield* listLines(label, value, depth);
  else if (isFields(value)) {
    const short = inline(value);
    if (short !== null) yield { is: 'field', depth, label, value: short };
    else {
      yield { is: 'group', depth, text: label };
      yield* fieldLines(value, depth + 1);
    }
  } else yield { is: 'field', depth, label, value: plainText(value) };
}

function* fieldLines(fields: Fields, depth: number): Generator<PaperLine> {
  if (Object.keys(fields).length === 0) yield { is: 'field', depth, label: 'Nothing', value: '—' };
  for (const [name, value] of Object.entries(fields)) yield* valueLines(labelOf(name), value, depth);
}

const at = (row: Fields, ...path: readonly string[]): string => {
  let value: Json | undefined = row;
  for (const name of path) value = isFields(value) ? value[name] : undefined;
  return value === undefined || value === null ? '' : plainText(value);
};

/** What stands above a row, so that a reader finds it. */
const headlines: Partial<Record<SectionKey, (row: Fields) => string>> = {
  decisions: (row) => `${at(row, 'kind')}: ${at(row, 'by', 'name')}, ${at(row, 'at')}`,
  gates: (row) => `${at(row, 'name')} (${at(row, 'key')}): ${at(row, 'state')}`,
  approvals: (row) =>
    `${at(row, 'of', 'key')}, ${at(row, 'says')}: ${at(row, 'meaning')}, ${at(row, 'by', 'name')}, ${at(row, 'at')}`,
  emergencies: (row) => `${at(row, 'record', 'step')}: ${at(row, 'state')}, said at ${at(row, 'record', 'toldAt')}`,
  notices: (row) => `${at(row, 'key')}: ${at(row, 'state')}, until ${at(row, 'record', 'until')}`,
  policies: (row) =>
    at(row, 'policy') || `${at(row, 'key') || at(row, 'says')}: ${at(row, 'state') || at(row, 'title') || at(row, 'at')}`,
  exceptions: (row) => `${at(row, 'key')}: ${at(row, 'state')}, until ${at(row, 'record', 'expiresAt')}`,
  reviews: (row) => `${at(row, 'key')}: ${at(row, 'state')}`,
  signatures: (row) => at(row, 'text') || `${at(row, 'says')}, ${at(row, 'begunAt')}`,
  collisions: (row) => `${at(row, 'state')}: ${at(row, 'why')}`,
  changes: (row) => `${at(row, 'record', 'key')} ${at(row, 'field')}`,
  trail: (row) =>
    `No. ${at(row, 'number') || '(not sealed yet)'}: ${at(row, 'actor', 'name')} ${at(row, 'says')}, ${at(row, 'at')}`,
  people: (row) => at(row, 'name'),
};

const headlineOf = (key: SectionKey, row: Fields): string =>
  (headlines[key]?.(row) ?? '') || at(row, 'name') || at(row, 'application', 'name') || at(row, 'key') || at(row, 'id');

function* rowLines(key: SectionKey, rows: readonly Json[]): Generator<PaperLine> {
  for (const row of rows) {
    if (!isFields(row)) yield* valueLines('', row, 0);
    else {
      yield { is: 'row', text: headlineOf(key, row) };
      yield* fieldLines(row, 0);
    }
  }
}

const areRows = (value: Json): value is readonly Json[] =>
  isList(value) && value.length > 0 && value.every((one) => isFields(one));

/** The lines of a section: rows with a headline each, everything in them field for field. */
export function* paperOf({ key, content }: Section): Generator<PaperLine> {
  if (isList(content)) {
    if (content.length === 0) yield { is: 'field', depth: 0, label: 'Rows', value: 'none' };
    yield* rowLines(key, content);
  } else if (isFields(content)) {
    for (const [name, value] of Object.entries(content)) {
      if (areRows(value) && changeOf(value[0] ?? null) === null) {
        yield { is: 'group', depth: 0, text: `${labelOf(name)} (${value.length})` };
        yield* rowLines(key, value);
      } else yield* valueLines(labelOf(name), value, 0);
    }
  } else yield* valueLines('', content, 0);
}
