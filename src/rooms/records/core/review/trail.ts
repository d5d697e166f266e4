import type { Coverage } from '../../../../foundation/signing.ts';
import type { ToldEntry } from '../told-entry.ts';

/** What a review looks at. */
export type Trail = {
  /** Entries of the record, its gates and its signatures, in the order of the ledger. */
  readonly entries: readonly ToldEntry[];
  /** Entries about roles, deputies and groups from the first of them on. */
  readonly access: readonly ToldEntry[];
  /** The published tables of signatures, by kind of record. */
  readonly coverage: ReadonlyMap<string, readonly Coverage[]>;
  /** Hours between finding a result and recording it, after which it is looked at. */
  readonly lateHours: number;
};

/** Why an entry is to be looked at, in one sentence. */
export type Flag = { readonly entry: string; readonly says: string };

/** One rule of the focus list. */
export type FocusRule = {
  readonly rule: string;
  /** What it looks for, in words. */
  readonly says: string;
  readonly flags: (trail: Trail) => readonly Flag[];
};

/** A rule that looks for acts by their names. */
export const byAct = (rule: string, says: string, acts: readonly string[]): FocusRule => ({
  rule,
  says,
  flags: ({ entries }) =>
    entries
      .filter(({ act }) => acts.includes(act))
      .map((entry) => ({ entry: entry.id, says: `${entry.actor.name} ${entry.says}` })),
});
