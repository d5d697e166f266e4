import { hash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';
import type { FieldChange } from '../../../foundation/record.ts';
import { canonicalEntry } from './canonical-entry.ts';
import type { EntryBody } from './entry-body.ts';

export type { EntryBody };

/** An erasable value with the salt that hides it (hex). */
export type SideValue = { readonly slot: string; readonly salt: string; readonly value: Json };

/** RFC 9162 leaf hash, SHA-256(0x00 || leaf), over the RFC 8785 form of the entry. */
export const hashOfEntry = (body: EntryBody): Buffer => hash('sha256', `\u0000${canonicalEntry(body)}`, 'buffer');

/** The salted commitment: without the salt a guessed name cannot be confirmed from the hash. */
export const commitmentTo = (side: SideValue): string =>
  hash('sha256', Buffer.concat([Buffer.from(side.salt, 'hex'), Buffer.from(canonicalJson(side.value))]), 'hex');

/** Stands in an entry where the value lies beside it. */
export const behindCommitment: Json = { committed: true };

/**
 * Splits changes: values on erasable paths go to side records, a marker stays. A path ends with `*` where it covers a whole branch.
 */
export function splitErasable(
  changes: readonly FieldChange[],
  erasable: readonly string[],
  freshSalt: () => string,
): { readonly changes: readonly FieldChange[]; readonly sides: readonly SideValue[] } {
  if (erasable.length === 0) return { changes, sides: [] };
  const covers = (field: string) =>
    erasable.some((path) => (path.endsWith('*') ? field.startsWith(path.slice(0, -1)) : field === path));
  const sides: SideValue[] = [];
  const hide = (which: 'old' | 'new', change: FieldChange): Json => {
    const value = change[which];
    if (value === null) return null;
    sides.push({ slot: `${which}:${change.field}`, salt: freshSalt(), value });
    return behindCommitment;
  };
  const split = changes.map((change) =>
    covers(change.field) ? { field: change.field, old: hide('old', change), new: hide('new', change) } : change,
  );
  return { changes: split, sides };
}

/** Puts the side values back for readers; an erased one shows as null with its field named in `erased`. */
export function rejoin(
  body: Pick<EntryBody, 'changes' | 'commitments'>,
  sides: ReadonlyMap<string, Json>,
): { readonly changes: readonly FieldChange[]; readonly erased: readonly string[] } {
  const erased: string[] = [];
  const show = (which: 'old' | 'new', change: FieldChange): Json => {
    const slot = `${which}:${change.field}`;
    if (body.commitments[slot] === undefined) return change[which];
    const value = sides.get(slot);
    if (value === undefined) erased.push(slot);
    return value ?? null;
  };
  return {
    changes: body.changes.map((change) => ({ field: change.field, old: show('old', change), new: show('new', change) })),
    erased,
  };
}
