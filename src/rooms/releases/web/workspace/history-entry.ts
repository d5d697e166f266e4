import type { HistoryEntry } from '../../../../design/parts/HistoryList.tsx';
import type { Entry } from '../../../ledger/contract.ts';
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

/** `/phases/uat/start` as people read it. */
const fieldName = (pointer: string): string =>
  pointer
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');

/** One entry of the trail with old and new value side by side. */
export const historyEntry = (entry: Entry): HistoryEntry => ({
  id: entry.id,
  at: entry.at,
  who: entry.actor.name ?? 'Interlock',
  text: entry.says,
  changes: entry.changes.map(({ field, old, new: now }) => ({
    field: fieldName(field),
    before: valueText(old),
    after: valueText(now),
  })),
  ...(entry.actor.roles.length === 0 ? {} : { role: entry.actor.roles.map(roleInWords).join(', ') }),
  ...(entry.reason === null ? {} : { reason: entry.reason }),
});
