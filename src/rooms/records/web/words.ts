import type { Tone } from '../../../design/tokens.ts';

/** "in-progress" as "In progress" */
export function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export const rolesText = (roles: readonly string[]): string => roles.map((role) => role.replaceAll('-', ' ')).join(', ');

const standings: Readonly<Record<string, { readonly text: string; readonly tone: Tone }>> = {
  valid: { text: 'Signature valid', tone: 'teal' },
  changed: { text: 'Changed since: counts as unsigned', tone: 'orange' },
  gone: { text: 'The record is gone', tone: 'red' },
  broken: { text: 'Signature broken', tone: 'red' },
};
export const standingOf = (standing: string) => standings[standing] ?? { text: standing, tone: 'gray' as const };

const statuses: Readonly<Record<string, Tone>> = { met: 'teal', 'not-met': 'red', stale: 'yellow', waived: 'grape' };
export const statusTone = (status: string): Tone => statuses[status] ?? 'gray';

/** A value of a record as text: nothing is rounded, nothing translated, for this is evidence. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "/goLive/start" as "goLive › start" */
export const fieldText = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ') || 'whole record';

export const numberText = (number: number | null): string => (number === null ? 'not sealed yet' : `No. ${number}`);

export const stateWords = {
  open: { text: 'Open', tone: 'brand' },
  finished: { text: 'Finished', tone: 'teal' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const periodWords = {
  due: { text: 'Due', tone: 'yellow' },
  overdue: { text: 'Overdue', tone: 'red' },
  'in-review': { text: 'In review', tone: 'brand' },
  reviewed: { text: 'Reviewed', tone: 'teal' },
} as const;

export const deviationWords = {
  open: { text: 'Open', tone: 'orange' },
  closed: { text: 'Closed', tone: 'gray' },
} as const;

export const outcomeWords = {
  corrected: 'Corrected',
  accepted: 'Accepted as it is',
  'no-deviation': 'None after all',
} as const;

export const dispositionWords = {
  'no-issue': { text: 'No issue', tone: 'teal' },
  explained: { text: 'Explained', tone: 'blue' },
  deviation: { text: 'Deviation', tone: 'orange' },
} as const;
