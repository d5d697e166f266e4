import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordFields } from '../../../foundation/record.ts';

type Branch = { readonly [key: string]: Json };
const isBranch = (value: Json | undefined): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pickPath(value: Branch, parts: readonly string[], into: Record<string, Json>): void {
  const [head, ...rest] = parts;
  if (head === undefined) return;
  for (const key of head === '*' ? Object.keys(value) : [head]) {
    const child = value[key];
    // A field that is missing and one that is null are the same to a reader, and to `asOf`.
    if (child === undefined || child === null) continue;
    if (rest.length === 0) {
      into[key] = child;
      continue;
    }
    if (!isBranch(child)) continue;
    const known = into[key];
    const below: Record<string, Json> = isBranch(known) ? { ...known } : {};
    pickPath(child, rest, below);
    into[key] = below;
  }
}

/**
 * The part of a record that a signature covers.
 * @param paths `phases` covers the whole branch, `milestones/&#42;/at` one field of every child
 */
export function coveredPart(record: RecordFields, paths: readonly string[]): RecordFields {
  const picked: Record<string, Json> = {};
  for (const path of paths) pickPath(record, path.split('/'), picked);
  return picked;
}
