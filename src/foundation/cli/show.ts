import { stringify } from 'yaml';
import type { Problem } from '../contract.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a nested record says most in one cell; its id never does. */
const telling = ['key', 'name', 'label', 'start', 'light'] as const;

function recordInCell(value: Readonly<Record<string, unknown>>): string {
  const named = telling.map((name) => value[name]).find((inner) => typeof inner === 'string');
  if (named !== undefined) return scalar(named);
  const numbers = Object.entries(value).filter(([, inner]) => typeof inner === 'number');
  if (numbers.length > 0) return numbers.map(([name, inner]) => `${inner} ${name}`).join(', ');
  return scalar(Object.values(value).find((inner) => typeof inner === 'string' && !uuid.test(inner)) ?? '…');
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    if (value.length === 0) return '';
    return value.every((one) => typeof one === 'string' || typeof one === 'number') ? value.join(', ') : `[${value.length}]`;
  }
  return isRecord(value) ? recordInCell(value) : String(value);
}

const leading = [
  'key',
  'seq',
  'at',
  'name',
  'state',
  'goLive',
  'health',
  'collisions',
  'unit',
  'owner',
  'actor',
  'says',
  'subject',
];

/** Columns that say most come first; ids are for machines and stay in --json. */
function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== 'id' && name !== 'can' && !name.endsWith('Id'),
  );
  const first = leading.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))].slice(0, 8);
}

/** Aligned columns; long cells are cut. */
export function tableOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = columnsOf(rows);
  const cell = (text: string): string => (text.length > 48 ? `${text.slice(0, 47)}…` : text).replaceAll('\n', ' ');
  const lines = [columns, ...rows.map((row) => columns.map((name) => cell(scalar(row[name]))))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What may be done, by name; why the rest may not stands in --json. */
const withShortCan = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isRecord(value.can) ? { ...value, can: Object.keys(value.can).filter((verb) => isTrueIn(value.can, verb)) } : value;
const isTrueIn = (can: unknown, verb: string): boolean => isRecord(can) && can[verb] === true;

/** A reply for people: lists as a table, records as YAML. */
export function humanText(value: unknown): string {
  if (isRecord(value) && Array.isArray(value.items)) {
    const rows = value.items.filter(isRecord);
    const more = typeof value.nextCursor === 'string' ? `\n(more: --cursor ${value.nextCursor})` : '';
    return rows.length === 0 ? 'Nothing found.' : `${tableOf(rows)}${more}`;
  }
  if (value === null || value === undefined) return 'Done.';
  return stringify(isRecord(value) ? withShortCan(value) : value, { lineWidth: 0 }).trimEnd();
}

/** Every reason with what would make it right. */
export function problemText(problem: Problem): string {
  if (problem.refusals.length === 0) return `${problem.title}\n${problem.detail}`.trim();
  return problem.refusals.map((refusal) => `✗ ${refusal.message}\n  ${refusal.remedy} [${refusal.code}]`).join('\n');
}
