import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { PublishedKey } from '../core/endorsement.ts';

export type CheckpointRow = {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly vkey: string;
  readonly signedAt: Date;
};

type Row = { size: number; root: Buffer; note: string; vkey: string; signed_at: Date };

const toCheckpoint = (row: Row): CheckpointRow => ({
  size: row.size,
  root: row.root,
  note: row.note,
  vkey: row.vkey,
  signedAt: row.signed_at,
});

const columns = sql`c.size, c.root, c.note, k.vkey, c.signed_at`;
const joined = sql`ledger.checkpoint c join ledger.signing_key k on k.place = c.key_place`;

/** Newest first; `below` is the size of the last of the page before. */
export async function checkpointsBelow(db: Db | Tx, below: number, limit: number): Promise<readonly CheckpointRow[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${joined} where c.size < ${below} order by c.size desc limit ${limit}`.execute(db);
  return rows.map(toCheckpoint);
}

export const newestCheckpoint = async (db: Db | Tx): Promise<CheckpointRow | null> =>
  (await checkpointsBelow(db, Number.MAX_SAFE_INTEGER, 1))[0] ?? null;

export async function checkpointOf(db: Db | Tx, size: number): Promise<CheckpointRow | null> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where c.size = ${size}`.execute(db);
  return rows[0] === undefined ? null : toCheckpoint(rows[0]);
}

/** Those above a size, smallest first: what a copy elsewhere lacks, and what a verification meets on its way. */
export async function checkpointsAbove(db: Db | Tx, above: number, limit: number): Promise<readonly CheckpointRow[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${joined} where c.size > ${above} order by c.size limit ${limit}`.execute(db);
  return rows.map(toCheckpoint);
}

/** Those of sizes above `above` up to `until`, smallest first. */
export async function checkpointsWithin(db: Db | Tx, above: number, until: number): Promise<readonly CheckpointRow[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${joined} where c.size > ${above} and c.size <= ${until} order by c.size`.execute(db);
  return rows.map(toCheckpoint);
}

export type StoredKey = PublishedKey & { readonly place: number; readonly introducedAt: Date };

/** In the order of their introduction. */
export async function signingKeys(db: Db | Tx): Promise<readonly StoredKey[]> {
  const { rows } = await sql<{
    place: number;
    vkey: string;
    after_size: number;
    introduced_at: Date;
    endorsement: string | null;
  }>`select place, vkey, after_size, introduced_at, endorsement from ledger.signing_key order by place`.execute(db);
  return rows.map((row) => ({
    place: row.place,
    vkey: row.vkey,
    afterSize: row.after_size,
    introducedAt: row.introduced_at,
    endorsement: row.endorsement,
  }));
}

export type SigningState = {
  /** Entries that the kept tree holds. */
  readonly treeSize: number;
  readonly lastSeq: number;
  readonly origin: string | null;
  readonly signedSize: number;
  readonly signedAt: Date | null;
  /** When the oldest entry that no checkpoint covers was sealed. */
  readonly unsignedSince: Date | null;
};

/** Where signing stands, in one cheap question: it is asked at each turn of the sealer. */
export async function signingState(db: Db | Tx): Promise<SigningState> {
  const { rows } = await sql<{
    tree_size: number;
    last_seq: number;
    origin: string | null;
    size: number | null;
    signed_at: Date | null;
    unsigned_since: Date | null;
  }>`
    select s.tree_size, s.last_seq, (select origin from ledger.log) as origin, c.size, c.signed_at,
      (select sealed_at from ledger.place where seq = coalesce(c.size, 0) + 1) as unsigned_since
    from ledger.sealer s left join lateral (select size, signed_at from ledger.checkpoint order by size desc limit 1) c on true`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the sealer has no row: the ledger schema is damaged');
  return {
    treeSize: row.tree_size,
    lastSeq: row.last_seq,
    origin: row.origin,
    signedSize: row.size ?? 0,
    signedAt: row.signed_at,
    unsignedSince: row.unsigned_since,
  };
}

/** One signer at a time, whichever process it is in; the sealer is not held up. */
export const lockSigning = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(7421, hashtext('ledger.signing'))`.execute(tx));

/** Names the log once; a second naming changes nothing. @returns its name. */
export async function nameLog(tx: Tx, origin: string): Promise<string> {
  await sql`insert into ledger.log (origin) values (${origin}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ origin: string }>`select origin from ledger.log`.execute(tx);
  return rows[0]?.origin ?? origin;
}

export async function insertKey(tx: Tx, key: StoredKey): Promise<void> {
  await sql`
    insert into ledger.signing_key (place, vkey, after_size, introduced_at, endorsement)
    values (${key.place}, ${key.vkey}, ${key.afterSize}, ${key.introducedAt}, ${key.endorsement})`.execute(tx);
}

export async function insertCheckpoint(
  tx: Tx,
  made: {
    readonly size: number;
    readonly root: Uint8Array;
    readonly note: string;
    readonly keyPlace: number;
    readonly now: Date;
  },
): Promise<void> {
  await sql`
    insert into ledger.checkpoint (size, root, note, key_place, signed_at)
    values (${made.size}, ${made.root}, ${made.note}, ${made.keyPlace},
      greatest(${made.now}::timestamptz, (select max(signed_at) from (select signed_at from ledger.checkpoint order by size desc limit 1) newest)))`.execute(
    tx,
  );
}
