import type { FieldChange, HistoryEntry } from '../../../../design/parts/HistoryList.tsx';
import type { Entry } from '../../../ledger/contract.ts';
import type { Release } from '../parts.tsx';
import { roleInWords } from '../words.ts';

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value of the ledger as text: times without their zeros, lists and records by their parts. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return isoTime.test(value) ? `${value.slice(0, 16).replace('T', ' ')} UTC` : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => `${name}: ${valueText(part)}`)
    .join('; ');
}

export type Names = ReadonlyMap<string, string>;

/** Ids in the entry that this release knows by name: people and applications. */
export const namesIn = (release: Release): Names =>
  new Map([
    ...release.applications.map(({ application }) => [application.id, application.name] as const),
    ...release.decisions.map(({ by }) => [by.id, by.name] as const),
    ...[release.owner, release.proposedBy].flatMap((person) => (person === null ? [] : [[person.id, person.name] as const])),
  ]);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Lists whose rows come and go as a whole; what came with one row is one line of the history. */
const lists: ReadonlySet<string> = new Set(['phases', 'milestones', 'applications', 'decisions']);

const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const groupOf = (parts: readonly string[]): string => parts.slice(0, lists.has(parts[0] ?? '') ? 2 : 1).join('/');

type Change = Entry['changes'][number];

/** `/phases/uat/start` as people read it; an id without a name says nothing and is left out. */
const fieldName = (parts: readonly string[], names: Names): string =>
  parts.flatMap((part) => (uuid.test(part) ? (names.get(part) ?? []) : [part])).join(' › ');

const named = (value: unknown, names: Names): unknown => (typeof value === 'string' ? (names.get(value) ?? value) : value);

function wholeText(group: readonly Change[], side: 'old' | 'new', depth: number, names: Names): string {
  return group
    .map((change) => ({ name: partsOf(change.field).slice(depth).join(' '), value: named(change[side], names) }))
    .filter(
      ({ name, value }) =>
        value !== null && value !== undefined && name !== 'place' && !(typeof value === 'string' && uuid.test(value)),
    )
    .map(({ name, value }) => (name === '' ? valueText(value) : `${name}: ${valueText(value)}`))
    .join('; ');
}

/** One line a change; a row or record that came or went is one line with all of it. */
export function changesOf(changes: readonly Change[], names: Names): readonly FieldChange[] {
  const groups = Map.groupBy(changes, (change) => groupOf(partsOf(change.field)));
  return [...groups.entries()].flatMap(([group, rows]) => {
    const parts = group.split('/');
    const came = rows.length > 1 && rows.every((row) => row.old === null || row.old === undefined);
    const went = rows.length > 1 && rows.every((row) => row.new === null || row.new === undefined);
    if (came || went)
      return [
        {
          field: fieldName(parts, names),
          before: wholeText(rows, 'old', parts.length, names),
          after: wholeText(rows, 'new', parts.length, names),
        },
      ];
    return rows.map((row) => ({
      field: fieldName(partsOf(row.field), names),
      before: valueText(named(row.old, names)),
      after: valueText(named(row.new, names)),
    }));
  });
}

/** One entry of the trail with old and new value side by side. */
export const historyEntry = (entry: Entry, names: Names): HistoryEntry => ({
  id: entry.id,
  at: entry.at,
  who: entry.actor.name ?? 'Interlock',
  text: entry.says,
  changes: changesOf(entry.changes, names),
  ...(entry.actor.roles.length === 0 ? {} : { role: entry.actor.roles.map(roleInWords).join(', ') }),
  ...(entry.reason === null ? {} : { reason: entry.reason }),
});
