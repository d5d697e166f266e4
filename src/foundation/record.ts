import type { Actor } from './actor.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What an act is about. `key` is the human key, where the record has one. */
export type Subject = {
  readonly kind: string;
  readonly id: string;
  readonly key: string | null;
  /** Units whose readers may see its history and hear its news; empty: every signed-in reader of that kind. */
  readonly unitIds: readonly string[];
};

export type RecordFields = { readonly [field: string]: Json };

/** One field's old and new value. The path is a JSON pointer (RFC 6901) into the record. */
export type FieldChange = { readonly field: string; readonly old: Json; readonly new: Json };

/** One entry for the ledger, as an act says it. */
export type Said = {
  readonly act: string;
  readonly subject: Subject;
  /** Version of the record after the act. */
  readonly version: number;
  readonly changes: readonly FieldChange[];
  readonly reason: string | null;
  /** Paths whose values name a person or hold erasable text: they go to side records behind a salted commitment. */
  readonly erasable: readonly string[];
  /** Who acted, where the act itself established it (signing in); else the caller. */
  readonly by?: Actor | null;
};

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function flatten(value: Json, path: string, into: Map<string, Json>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    into.set(path, value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) flatten(inner, `${path}/${escapePointer(key)}`, into);
}

/**
 * Field-level old and new values between two states of a record; nested objects are compared leaf by leaf, lists as a whole.
 * Applying the changes in order rebuilds the record (see `applyChanges`), which is how `asOf` works.
 */
export function changesBetween(before: RecordFields | null, after: RecordFields | null): readonly FieldChange[] {
  const old = new Map<string, Json>();
  const now = new Map<string, Json>();
  if (before !== null) flatten(before, '', old);
  if (after !== null) flatten(after, '', now);
  const changes: FieldChange[] = [];
  for (const [field, value] of now) {
    const was = old.get(field) ?? null;
    if (value !== was && canonicalJson(value) !== canonicalJson(was)) changes.push({ field, old: was, new: value });
  }
  for (const [field, was] of old) if (!now.has(field) && was !== null) changes.push({ field, old: was, new: null });
  return changes;
}

type Node = { [key: string]: Json | Node };

/** Rebuilds a record from its changes, oldest first. Fields that ended as null are left out, as are branches with nothing in them. */
export function applyChanges(changes: Iterable<FieldChange>): RecordFields {
  const leaves = new Map<string, Json>();
  for (const change of changes) {
    if (change.new === null) leaves.delete(change.field);
    else leaves.set(change.field, change.new);
  }
  const root: Node = {};
  for (const [path, value] of leaves) {
    const keys = path
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop() ?? '';
    let node = root;
    for (const key of keys) {
      const next = node[key];
      if (isNode(next)) node = next;
      else {
        const made: Node = {};
        node[key] = made;
        node = made;
      }
    }
    node[last] = value;
  }
  return toRecord(root);
}

const isNode = (value: Json | Node | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toRecord = (node: Node): RecordFields =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, isNode(value) ? toRecord(value) : value]));
