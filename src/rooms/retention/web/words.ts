import type { ReplyOf } from '../../../foundation/contract.ts';
import type { listRegisterChanges } from '../contract.ts';

export type RegisterChangeView = ReplyOf<typeof listRegisterChanges>['items'][number];
export type FlagsView = RegisterChangeView['to'];

export const signatureWords = {
  'by-table': 'Steps are signed',
  'with-record': 'With its record',
  none: 'Not signed',
} as const;

export const formWords = { electronic: 'Electronic', paper: 'Paper' } as const;

export const stateWords = {
  proposed: { text: 'Waits for quality', tone: 'yellow' },
  adopted: { text: 'Adopted', tone: 'teal' },
  rejected: { text: 'Rejected', tone: 'red' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const disposalWords = {
  listed: { text: 'Listed', tone: 'gray' },
  asked: { text: 'Waits for quality', tone: 'yellow' },
  approved: { text: 'Approved, being carried out', tone: 'blue' },
  done: { text: 'Done', tone: 'teal' },
  rejected: { text: 'Rejected', tone: 'red' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
} as const;

export const itemWords = {
  listed: { text: 'To go', tone: 'yellow' },
  excluded: { text: 'Excluded', tone: 'blue' },
  left: { text: 'Left', tone: 'blue' },
  removed: { text: 'Rows gone', tone: 'gray' },
  disposed: { text: 'Gone', tone: 'gray' },
} as const;

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');
const trail = (years: number | null): string => (years === null ? 'as long as the record' : `${years} years`);

/** What a change makes different, each as name, old and new in words. */
export function differences(from: FlagsView | null, to: FlagsView): readonly { name: string; old: string; now: string }[] {
  const told = (flags: FlagsView) => ({
    Regulated: yesNo(flags.regulated),
    Rule: flags.predicateRule,
    'Relied on': formWords[flags.reliedOn],
    Class: flags.retention,
    Signatures: signatureWords[flags.signatures],
    Trail: trail(flags.auditYears),
  });
  const before: Readonly<Record<string, string>> = from === null ? {} : told(from);
  return Object.entries(told(to))
    .filter(([name, now]) => before[name] !== now)
    .map(([name, now]) => ({ name, old: before[name] ?? 'nothing', now }));
}

/** A record by key and label; some labels hold the key already. */
export const nameOf = ({ key, label }: { readonly key: string | null; readonly label: string }): string =>
  key === null || label.includes(key) ? label : `${key} ${label}`;
