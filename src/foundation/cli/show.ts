import { stringify } from 'yaml';
import type { Problem } from '../contract.ts';

const scalar = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object')
    return Array.isArray(value)
      ? `[${value.length}]`
      : String(Object.values(value).find((inner) => typeof inner === 'string') ?? '…');
  return String(value);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Columns that say most come first; ids are for machines and stay in --json. */
function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== 'id' && name !== 'can' && !name.endsWith('Id'),
  );
  const first = ['key', 'name', 'state', 'at'].filter((name) => names.includes(name));
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

/** A reply for people: lists as a table, records as YAML. */
export function humanText(value: unknown): string {
  if (isRecord(value) && Array.isArray(value.items)) {
    const rows = value.items.filter(isRecord);
    const more = typeof value.nextCursor === 'string' ? `\n(more: --cursor ${value.nextCursor})` : '';
    return rows.length === 0 ? 'Nothing found.' : `${tableOf(rows)}${more}`;
  }
  return value === null || value === undefined ? 'Done.' : stringify(value, { lineWidth: 0 }).trimEnd();
}

/** Every reason with what would make it right. */
export function problemText(problem: Problem): string {
  if (problem.refusals.length === 0) return `${problem.title}\n${problem.detail}`.trim();
  return problem.refusals.map((refusal) => `✗ ${refusal.message}\n  ${refusal.remedy} [${refusal.code}]`).join('\n');
}
