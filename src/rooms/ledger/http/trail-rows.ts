import type { CsvCell } from '../../../foundation/csv.ts';
import type { Entry } from '../contract.ts';

export const trailColumns = [
  'Number',
  'At',
  'Person',
  'Roles',
  'Via',
  'Act',
  'What',
  'Kind',
  'Key',
  'Record',
  'Version',
  'Reason',
  'Reason code',
  'Field',
  'Old value',
  'New value',
  'Entry',
  'Hash',
] as const;

const valueText = (value: unknown): CsvCell => {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
};

/** One line for each changed field, so that old and new values can be filtered; one line where an act changed none. */
export function trailRows(entry: Entry): readonly (readonly CsvCell[])[] {
  const { actor, subject } = entry;
  const head = [entry.seq, entry.at, actor.name, actor.roles.join(' '), actor.via, entry.act, entry.says];
  const record = [subject.kind, subject.key, subject.label, subject.version, entry.reason, entry.reasonCode];
  const changes = entry.changes.length === 0 ? [{ field: null, old: null, new: null }] : entry.changes;
  return changes.map((change) => [
    ...head,
    ...record,
    change.field,
    valueText(change.old),
    valueText(change.new),
    entry.id,
    entry.hash,
  ]);
}
