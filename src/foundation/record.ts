import type { Actor } from './actor.ts';
import { alike } from './alike.ts';
import type { Json } from './canonical-json.ts';

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

type Branch = { readonly [key: string]: Json };
const isBranch = (value: Json | undefined): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value below a branch as gone; what was null is not missed. */
function leave(value: Json, path: string, gone: FieldChange[]): void {
  if (!isBranch(value)) {
    if (value !== null) gone.push({ field: path, old: value, new: null });
    return;
  }
  for (const [key, inner] of Object.entries(value)) leave(inner, `${path}/${escapePointer(key)}`, gone);
}

/**
 * Tells a part of a record as JSON once for each object: an act tells its record before and after, and most of its parts are the same objects in both, which
 * `changesBetween` then need not look into. For what is not changed in place.
 */
export function toldOnce<Part extends object, Told>(tell: (part: Part) => Told): (part: Part) => Told {
  const known = new WeakMap<Part, Told>();
  return (part) => {
    const earlier = known.get(part);
    if (earlier !== undefined) return earlier;
    const told = tell(part);
    known.set(part, told);
    return told;
  };
}

type Found = { readonly changes: FieldChange[]; readonly gone: FieldChange[] };

/** Two values of one field of which at least one is a branch, or which differ. */
function compare(was: Json, value: Json, field: string, found: Found): void {
  if (isBranch(value)) {
    if (!isBranch(was) && was !== null) found.gone.push({ field, old: was, new: null });
    walk(isBranch(was) ? was : {}, value, field, found);
  } else if (isBranch(was)) {
    leave(was, field, found.gone);
    if (value !== null) found.changes.push({ field, old: null, new: value });
  } else found.changes.push({ field, old: was, new: value });
}

/** Walks two branches side by side. A field's path is written only where something differs: most of a record stays as it was. */
function walk(old: Branch, now: Branch, path: string, found: Found): void {
  for (const [key, value] of Object.entries(now)) {
    const was = Object.hasOwn(old, key) ? (old[key] ?? null) : null;
    if (value === was) continue;
    if (isBranch(value) || isBranch(was) || !alike(value, was)) compare(was, value, `${path}/${escapePointer(key)}`, found);
  }
  for (const [key, was] of Object.entries(old)) {
    if (!Object.hasOwn(now, key)) leave(was, `${path}/${escapePointer(key)}`, found.gone);
  }
}

/**
 * Field-level old and new values between two states of a record; nested objects are compared leaf by leaf, lists as a whole.
 * Applying the changes in order rebuilds the record (see `applyChanges`), which is how `asOf` works.
 */
export function changesBetween(before: RecordFields | null, after: RecordFields | null): readonly FieldChange[] {
  const found: Found = { changes: [], gone: [] };
  walk(before ?? {}, after ?? {}, '', found);
  return [...found.changes, ...found.gone];
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
