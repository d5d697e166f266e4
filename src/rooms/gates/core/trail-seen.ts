import { createHash } from 'node:crypto';
import { coversField } from '../../../foundation/covers-field.ts';
import type { Coverage } from '../../../foundation/signing.ts';

/** The part of the trail that a decider looked at before they decided: places in the ledger, how many entries of the record, and SHA-256 over their hashes. */
export type TrailSeen = {
  /** Null where nothing was written since the trail was looked at last. */
  readonly first: number | null;
  readonly last: number | null;
  readonly entries: number;
  readonly sha256: string;
};

type Entry = { readonly seq: number | null; readonly hash: string };

/** What is to be looked at: the entries of the record that came since somebody looked last. Those without a place yet are counted apart. */
export function trailSeenOf(entries: readonly Entry[]): TrailSeen & { readonly unsealed: number } {
  const sealed = entries.flatMap(({ seq, hash }) => (seq === null ? [] : [{ seq, hash }]));
  return {
    first: sealed.at(0)?.seq ?? null,
    last: sealed.at(-1)?.seq ?? null,
    entries: sealed.length,
    sha256: createHash('sha256')
      .update(sealed.map(({ hash }) => `${hash}\n`).join(''))
      .digest('hex'),
    unsealed: entries.length - sealed.length,
  };
}

/** A decision of a gate is no change of what it was decided on. */
const ofDecision = /^\/decision(\/|$)/;

/**
 * Fields of an entry that a signature on such a record covers: the critical ones. What a record was begun with is no change.
 * @param coverage the published table of signatures of that kind of record; undefined where nothing of it is signed.
 */
export function criticalFields(
  entry: { readonly subject: { readonly place: number }; readonly changes: readonly { readonly field: string }[] },
  coverage: readonly Coverage[] | undefined,
): readonly string[] {
  if (entry.subject.place === 1 || coverage === undefined) return [];
  return entry.changes
    .map(({ field }) => field)
    .filter((field) => !ofDecision.test(field) && coverage.some(({ covers }) => coversField(covers, field)));
}
