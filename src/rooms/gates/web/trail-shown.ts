import type { GateTrailEntry } from '../contract.ts';

/** "conditionalUntil" as "Conditional until"; a key or an id stays as it is. */
function wordsOf(name: string): string {
  if (!/^[a-z]+([A-Z][a-z]*)*$/.test(name)) return name;
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** "/goLive/start" as "Go live › Start" */
const fieldText = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => wordsOf(part.replaceAll('~1', '/').replaceAll('~0', '~')))
    .join(' › ') || 'Whole record';

/** A value of a record as text: nothing is rounded, nothing translated, for this is evidence. */
const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** An entry of the trail as a row of a history; critical changes first. */
export function entryShown(entry: GateTrailEntry) {
  const { id, at, by, roles, says, record, number, reason, reasonCode, critical, changes } = entry;
  return {
    id,
    at,
    who: by,
    role: roles.map((role) => role.replaceAll('-', ' ')).join(', ') || undefined,
    text: `${says}: ${record.key ?? record.kind} (${number === null ? 'not sealed yet' : `No. ${number}`})`,
    reason: reason === null ? undefined : [reason, reasonCode].filter((part) => part !== null).join(' · '),
    critical,
    changes: changes
      .toSorted((one, two) => Number(two.critical) - Number(one.critical))
      .map((change) => ({
        field: fieldText(change.field),
        before: valueText(change.old),
        after: valueText(change.new),
        critical: change.critical,
      })),
  };
}
