import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { NamedWitness, WitnessPolicy } from '../core/witness-policy.ts';

/** The policy in force: the newest version. */
export async function witnessPolicy(db: Db | Tx): Promise<WitnessPolicy & { readonly setAt: Date | null }> {
  const { rows } = await sql<{ version: number; quorum: number; set_at: Date | null; witnesses: readonly NamedWitness[] }>`
    select p.version, p.quorum, p.set_at, coalesce((select jsonb_agg(jsonb_build_object('vkey', w.vkey, 'url', w.url) order by w.vkey)
      from ledger.witness w where w.version = p.version), '[]'::jsonb) as witnesses
    from ledger.witness_policy p order by p.version desc limit 1`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('the log has no witness policy: the ledger schema is damaged');
  return { version: row.version, quorum: row.quorum, witnesses: row.witnesses, setAt: row.set_at };
}

/** Changes of the policy stand in one queue: there is no row that could be locked. */
export const lockWitnessPolicy = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(7421, hashtext('ledger.witness-policy'))`.execute(tx));

export async function insertWitnessPolicy(tx: Tx, policy: WitnessPolicy, now: Date): Promise<void> {
  await sql`insert into ledger.witness_policy (version, quorum, set_at) values (${policy.version}, ${policy.quorum}, ${now})`.execute(
    tx,
  );
  for (const { vkey, url } of policy.witnesses)
    await sql`insert into ledger.witness (version, vkey, url) values (${policy.version}, ${vkey}, ${url})`.execute(tx);
}

export type StoredCosignature = {
  readonly size: number;
  readonly vkey: string;
  readonly line: string;
  readonly cosignedAt: Date;
};

export async function cosignaturesUnder(db: Db | Tx, sizes: readonly number[]): Promise<readonly StoredCosignature[]> {
  if (sizes.length === 0) return [];
  const { rows } = await sql<StoredCosignature>`
    select size, vkey, line, cosigned_at as "cosignedAt" from ledger.cosignature where size = any(${sizes}::bigint[]) order by size, received_at, vkey`.execute(
    db,
  );
  return rows;
}

/** @returns whether it is new: a witness has one voice under a checkpoint. */
export async function insertCosignature(
  tx: Db | Tx,
  made: StoredCosignature & { readonly id: string; readonly receivedAt: Date },
): Promise<boolean> {
  const inserted = await sql`
    insert into ledger.cosignature (size, vkey, id, line, cosigned_at, received_at)
    values (${made.size}, ${made.vkey}, ${made.id}, ${made.line}, ${made.cosignedAt}, ${made.receivedAt}) on conflict do nothing`.execute(
    tx,
  );
  return inserted.numAffectedRows === 1n;
}

/** Sizes with so many voices of these witnesses, greatest first. Rows are counted as they stand; whether they are genuine, the caller finds. */
export async function sizesWithQuorum(
  db: Db | Tx,
  { vkeys, quorum, below }: { readonly vkeys: readonly string[]; readonly quorum: number; readonly below: number },
  limit: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ size: number }>`
    select size from ledger.cosignature where vkey = any(${vkeys}) and size < ${below}
    group by size having count(*) >= ${quorum} order by size desc limit ${limit}`.execute(db);
  return rows.map(({ size }) => size);
}

export type WitnessState = {
  readonly vkey: string;
  readonly seenSize: number;
  readonly triedAt: Date;
  readonly fault: string | null;
  readonly refused: boolean;
};

export async function witnessStates(db: Db | Tx): Promise<ReadonlyMap<string, WitnessState>> {
  const { rows } = await sql<WitnessState>`
    select vkey, seen_size as "seenSize", tried_at as "triedAt", fault, refused from ledger.witness_state`.execute(db);
  return new Map(rows.map((row) => [row.vkey, row]));
}

export async function saveWitnessState(db: Db | Tx, state: WitnessState): Promise<void> {
  await sql`
    insert into ledger.witness_state (vkey, seen_size, tried_at, fault, refused)
    values (${state.vkey}, ${state.seenSize}, ${state.triedAt}, ${state.fault}, ${state.refused})
    on conflict (vkey) do update set seen_size = excluded.seen_size, tried_at = excluded.tried_at, fault = excluded.fault, refused = excluded.refused`.execute(
    db,
  );
}

/** The greatest size under which each witness cosigned. */
export async function newestOfEach(db: Db | Tx): Promise<ReadonlyMap<string, { readonly size: number; readonly at: Date }>> {
  const { rows } = await sql<{ vkey: string; size: number; at: Date }>`
    select w.vkey, c.size, c.cosigned_at as at
    from (select vkey from ledger.witness where version = (select max(version) from ledger.witness_policy)) w
    cross join lateral (select size, cosigned_at from ledger.cosignature where vkey = w.vkey order by size desc limit 1) c`.execute(
    db,
  );
  return new Map(rows.map(({ vkey, size, at }) => [vkey, { size, at }]));
}
