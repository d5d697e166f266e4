import type { GateTrailEntry } from '../contract.ts';

/** "/goLive/start" as "goLive › start" */
const fieldText = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ') || 'whole record';

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
