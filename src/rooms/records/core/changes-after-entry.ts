import type { Json } from '../../../foundation/canonical-json.ts';
import type { ToldEntry } from './told-entry.ts';

export type ChangedField = {
  readonly record: { readonly kind: string; readonly id: string; readonly key: string | null };
  readonly field: string;
  /** As it was first entered, and as it stands. */
  readonly first: Json;
  readonly last: Json;
  readonly changes: number;
  /** Entries that changed it, by their ids: who, when and why stands in the trail. */
  readonly entries: readonly string[];
};

/** Kinds whose later entries are the course of the thing itself and no change of what was entered. */
const courseOnly: ReadonlySet<string> = new Set(['signature']);

/**
 * Fields that were changed after they had first been entered (Annex 11, 8.2: printouts show whether data were changed since the original entry). Every field that is not
 * in it stands as it was first entered.
 * @param entries each record's own in their order.
 */
export function changesAfterEntry(entries: readonly ToldEntry[]): readonly ChangedField[] {
  const seen = new Map<string, ChangedField>();
  for (const entry of entries) {
    if (courseOnly.has(entry.subject.kind)) continue;
    const { kind, id, key } = entry.subject;
    for (const change of entry.changes) {
      const name = `${kind} ${id} ${change.field}`;
      const before = seen.get(name);
      seen.set(
        name,
        before === undefined
          ? { record: { kind, id, key }, field: change.field, first: change.new, last: change.new, changes: 0, entries: [] }
          : { ...before, last: change.new, changes: before.changes + 1, entries: [...before.entries, entry.id] },
      );
    }
  }
  return [...seen.values()].filter(({ changes }) => changes > 0);
}

const ofDates = /^\/(goLive(\/(start|end|zone))?|backOutMinutes|warrantyEnd|(phases|milestones)\/[^/]+(\/(start|end|at))?)$/;

/** Entries after the first that moved a date of the release: what changed, by whom, when and why. */
export const movesIn = (entries: readonly ToldEntry[], releaseId: string) =>
  entries
    .filter(({ subject }) => subject.id === releaseId && subject.place > 1)
    .map((entry) => ({ entry, changes: entry.changes.filter(({ field }) => ofDates.test(field)) }))
    .filter(({ changes }) => changes.length > 0)
    .map(({ entry: { id, number, at, actor, act, says, reason, subject }, changes }) => ({
      entry: id,
      number,
      at,
      by: { id: actor.id, name: actor.name, roles: actor.roles },
      act,
      says,
      version: subject.version,
      reason,
      changes,
    }));
