import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type ProvenLeaf = {
  readonly seq: number;
  readonly hash: Buffer;
  readonly leaf: string;
  /** Base64, from the leaf to the root. */
  readonly proof: readonly string[];
};

export type Recovery = {
  readonly id: string;
  readonly broughtAt: Date;
  readonly broughtBy: string;
  readonly note: string;
  readonly size: number;
};

export type LostEntry = ProvenLeaf & { readonly recovery: Recovery };

/** Of some leaves those that stand in the log itself, by hash in hex. */
export async function presentLeaves(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; hash: string }>`
    select e.id, encode(e.hash, 'hex') as hash from ledger.entry e where e.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** Of some places what was brought before, as `place hash`. */
export async function broughtBefore(tx: Tx, seqs: readonly number[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, encode(hash, 'hex') as hash from ledger.lost_entry where seq = any(${seqs}::bigint[])`.execute(tx);
  return new Set(rows.map(({ seq, hash }) => `${seq} ${hash}`));
}

export async function insertRecovery(tx: Tx, made: Recovery, leaves: readonly ProvenLeaf[]): Promise<void> {
  await sql`
    insert into ledger.recovery (id, brought_at, brought_by, note, size)
    values (${made.id}, ${made.broughtAt}, ${made.broughtBy}, ${made.note}, ${made.size})`.execute(tx);
  await sql`
    insert into ledger.lost_entry (seq, hash, recovery, leaf, proof)
    select l.seq, decode(l.hash, 'hex'), ${made.id}, l.leaf, l.proof::jsonb
    from unnest(${leaves.map(({ seq }) => seq)}::bigint[], ${leaves.map(({ hash }) => hash.toString('hex'))}::text[],
      ${leaves.map(({ leaf }) => leaf)}::text[], ${leaves.map(({ proof }) => JSON.stringify(proof))}::text[]) as l(seq, hash, leaf, proof)
    on conflict do nothing`.execute(tx);
}

/** Newest place first; `below` is the place and hash of the last of the page before. */
export async function lostBelow(
  db: Db,
  below: { readonly seq: number; readonly hash: string } | null,
  limit: number,
): Promise<readonly LostEntry[]> {
  const { rows } = await sql<
    Omit<LostEntry, 'recovery'> & { id: string; brought_at: Date; brought_by: string; note: string; size: number }
  >`
    select l.seq, l.hash, l.leaf, l.proof, r.id, r.brought_at, r.brought_by, r.note, r.size
    from ledger.lost_entry l join ledger.recovery r on r.id = l.recovery
    where (l.seq, l.hash) < (${below?.seq ?? Number.MAX_SAFE_INTEGER}, decode(${below?.hash ?? ''}, 'hex'))
    order by l.seq desc, l.hash desc limit ${limit}`.execute(db);
  return rows.map(({ seq, hash, leaf, proof, id, brought_at, brought_by, note, size }) => ({
    seq,
    hash,
    leaf,
    proof,
    recovery: { id, broughtAt: brought_at, broughtBy: brought_by, note, size },
  }));
}

/** Leaves by place, as pages of one question each. */
export async function countSealed(db: Db): Promise<number> {
  const { rows } = await sql<{ last_seq: number }>`select last_seq from ledger.sealer`.execute(db);
  return rows[0]?.last_seq ?? 0;
}
