import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { appendLeaves, leavesIn, NodeGone } from './tree.ts';

const batch = 5_000;

type Sealer = { horizon: string; last_seq: number; tree_size: number; same_cluster: boolean; xmin: string };

/**
 * Gives places to all entries whose transactions lie below the snapshot's horizon, in the order (xid, id): nothing older can commit any more, so the
 * sequence never has a gap and never changes. Subtrees that become complete are kept in the same transaction: places and tree cannot differ.
 * Writers are not touched. One row lock keeps two sealers apart.
 * @returns how many entries were sealed now.
 */
export async function seal(db: Db, now: Date): Promise<number> {
  let sealed = 0;
  for (;;) {
    const some = await sealBatch(db, now);
    sealed += some;
    if (some < batch) return sealed;
  }
}

const sealBatch = (db: Db, now: Date): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<Sealer>`
      select horizon::text, last_seq, tree_size, cluster = (select system_identifier::text from pg_control_system()) as same_cluster,
        pg_snapshot_xmin(pg_current_snapshot())::text as xmin
      from ledger.sealer for update`.execute(tx);
    const sealer = rows[0];
    if (sealer === undefined) throw new Error('the sealer has no row: the ledger schema is damaged');
    // A database that was dumped and loaded elsewhere counts its transactions anew: old horizons mean nothing there, so the rest is found by absence.
    const unsealed = sealer.same_cluster ? sql`e.xid >= ${sealer.horizon}::xid8` : sql`true`;
    const inserted = await sql<{ n: number; last_xid: string | null; leaves: Buffer | null }>`
      with next as (
        select e.id, e.xid, e.hash, row_number() over (order by e.xid, e.id) as n
        from ledger.entry e
        where ${unsealed} and e.xid < ${sealer.xmin}::xid8
          and not exists (select 1 from ledger.place p where p.entry_id = e.id)
        order by e.xid, e.id limit ${batch}
      ), placed as (
        insert into ledger.place (seq, entry_id, sealed_at)
        select ${sealer.last_seq}::bigint + n, id, ${now} from next returning 1
      )
      select (select count(*) from placed)::int as n, (select max(xid::text::numeric)::text from next) as last_xid,
        (select string_agg(hash, ''::bytea order by n) from next) as leaves`.execute(tx);
    const count = inserted.rows[0]?.n ?? 0;
    if (count === 0 && sealer.same_cluster && sealer.horizon === sealer.xmin) return 0;
    const whole = count < batch;
    // After a full batch the rest of its last transaction may still be unsealed: the horizon stops at it, and `not exists` skips what has a place.
    const horizon = whole ? sealer.xmin : (inserted.rows[0]?.last_xid ?? sealer.horizon);
    const grown = await growWith(tx, sealer, inserted.rows[0]?.leaves ?? null);
    await sql`
      update ledger.sealer set last_seq = last_seq + ${count}, tree_size = tree_size + ${grown}, horizon = ${sealer.same_cluster || whole ? horizon : sealer.horizon}::xid8,
        cluster = case when ${whole} then (select system_identifier::text from pg_control_system()) else cluster end`.execute(tx);
    return count;
  });

/**
 * The tree grows with the sequence, unless it is still taking up what was sealed before (`takeUpSealed`), or has lost its edge: then places are given all the
 * same, because the trail must not wait, and no checkpoint is signed over what the tree does not hold.
 * @returns by how many leaves it grew.
 */
async function growWith(tx: Tx, sealer: Sealer, bytes: Buffer | null): Promise<number> {
  if (bytes === null || sealer.tree_size !== sealer.last_seq) return 0;
  const leaves = leavesIn(bytes);
  try {
    await appendLeaves(tx, sealer.last_seq, leaves);
    return leaves.length;
  } catch (error) {
    if (error instanceof NodeGone) return 0;
    throw error;
  }
}

export type SealerState = { readonly lastSeq: number; readonly unsealed: number; readonly oldestUnsealedMs: number };

/** The sealer's lag, for metrics and the health page: bounded to what lies above the horizon. */
export async function sealerState(db: Db, now: Date): Promise<SealerState> {
  const { rows } = await sql<{ last_seq: number; unsealed: number; oldest: Date | null }>`
    select s.last_seq, count(e.id)::int as unsealed, min(e.at) as oldest
    from ledger.sealer s left join ledger.entry e on e.xid >= s.horizon and not exists (select 1 from ledger.place p where p.entry_id = e.id)
    group by s.last_seq`.execute(db);
  const row = rows[0];
  return {
    lastSeq: row?.last_seq ?? 0,
    unsealed: row?.unsealed ?? 0,
    oldestUnsealedMs: row?.oldest ? Math.max(0, now.getTime() - row.oldest.getTime()) : 0,
  };
}
