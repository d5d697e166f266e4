import { hashOfEntry } from './entry.ts';
import type { EntryBody } from './entry-body.ts';

/** The act of an entry that accounts for entries whose content is gone: `/disposed/<entry>` holds the hash of the whole entry and that of the rest that stays. */
export const disposingAct = 'ledger.entries-disposed';

/** What stays of an entry of a record that was disposed of: who, when, which act on which record; nothing of what it changed. */
export const restOf = (body: EntryBody): EntryBody => ({ ...body, changes: [] });

/** Hex hashes of an entry: as it was, and of the rest. */
export type Emptied = { readonly hash: string; readonly rest: string };
export type Disposed = ReadonlyMap<string, Emptied>;

/** What the accounting entry says of one entry. */
export const emptiedOf = (body: EntryBody, hash: string): readonly [string, string] => [
  hash,
  hashOfEntry(restOf(body)).toString('hex'),
];

const field = /^\/disposed\/([0-9a-f-]{36})$/;

/** Which entries an entry says were emptied. */
export function disposedBy(body: Pick<EntryBody, 'act' | 'changes'>): readonly (readonly [entryId: string, emptied: Emptied])[] {
  if (body.act !== disposingAct) return [];
  return body.changes.flatMap((change) => {
    const id = field.exec(change.field)?.[1];
    const [hash, rest] = Array.isArray(change.new) ? change.new : [];
    return id === undefined || typeof hash !== 'string' || typeof rest !== 'string' ? [] : [[id, { hash, rest }] as const];
  });
}

export const disposedIn = (bodies: readonly Pick<EntryBody, 'act' | 'changes'>[]): Disposed =>
  new Map(bodies.flatMap(disposedBy));

/** What an entry is a leaf by: its content, or, of one that is accounted for as emptied, the hash that was sealed of it. */
export function leafHashOf(body: EntryBody, disposed: Disposed): Buffer {
  const computed = hashOfEntry(body);
  const emptied = body.changes.length === 0 ? disposed.get(body.id) : undefined;
  return emptied?.rest === computed.toString('hex') ? Buffer.from(emptied.hash, 'hex') : computed;
}
