import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { StampAuthority, StampPolicy } from '../core/stamp-policy.ts';
import type { StampedCheckpoint } from '../core/stamped.ts';

/** The policy in force: the newest version. */
export async function stampPolicy(db: Db | Tx): Promise<StampPolicy & { readonly setAt: Date | null }> {
  const { rows } = await sql<{ version: number; everyMinutes: number; setAt: Date | null; authorities: StampAuthority[] }>`
    select p.version, p.every_minutes as "everyMinutes", p.set_at as "setAt", coalesce((
      select jsonb_agg(jsonb_build_object('name', a.name, 'url', a.url, 'policy', a.policy, 'certificates', a.certificates) order by a.name)
      from ledger.stamp_authority a where a.version = p.version), '[]'::jsonb) as authorities
    from ledger.stamp_policy p order by p.version desc limit 1`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('the log has no policy for time stamps: the ledger schema is damaged');
  return row;
}

/** Changes of the policy stand in one queue: there is no row that could be locked. */
export const lockStampPolicy = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(7421, hashtext('ledger.stamp-policy'))`.execute(tx));

export async function insertStampPolicy(tx: Tx, policy: StampPolicy, now: Date): Promise<void> {
  await sql`
    insert into ledger.stamp_policy (version, every_minutes, set_at) values (${policy.version}, ${policy.everyMinutes}, ${now})`.execute(
    tx,
  );
  for (const { name, url, policy: asked, certificates } of policy.authorities)
    await sql`
      insert into ledger.stamp_authority (version, name, url, policy, certificates)
      values (${policy.version}, ${name}, ${url}, ${asked}, ${certificates})`.execute(tx);
}

/** Certificates of all authorities that ever were named: what they stamped then stays proven. */
export async function certificatesEver(db: Db | Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ certificates: string }>`select distinct certificates from ledger.stamp_authority`.execute(db);
  return rows.map(({ certificates }) => certificates);
}

export type StoredStamp = StampedCheckpoint & { readonly authority: string };
type ChainRow = { size: number; authority: string; note: string; tokens: readonly string[] };

const toStamp = ({ tokens, ...row }: ChainRow): StoredStamp => ({
  ...row,
  tokens: tokens.map((token) => Buffer.from(token, 'base64')),
});
const chains = sql`
  select s.size, s.authority, c.note, array_agg(encode(s.token, 'base64') order by s.place) as tokens
  from ledger.time_stamp s join ledger.checkpoint c on c.size = s.size`;

/** Those of sizes above `above` up to `until`, smallest first. */
export async function stampsWithin(db: Db | Tx, above: number, until: number): Promise<readonly StoredStamp[]> {
  const { rows } = await sql<ChainRow>`
    ${chains} where s.size > ${above} and s.size <= ${until} group by s.size, s.authority, c.note order by s.size, s.authority`.execute(
    db,
  );
  return rows.map(toStamp);
}

export async function stampsUnder(db: Db | Tx, sizes: readonly number[]): Promise<readonly StoredStamp[]> {
  if (sizes.length === 0) return [];
  const { rows } = await sql<ChainRow>`
    ${chains} where s.size = any(${sizes}::bigint[]) group by s.size, s.authority, c.note order by s.size, s.authority`.execute(
    db,
  );
  return rows.map(toStamp);
}

/** Newest first; `below` is the size of the last of the page before. */
export async function stampedSizesBelow(db: Db | Tx, below: number, limit: number): Promise<readonly number[]> {
  const { rows } = await sql<{ size: number }>`
    select distinct size from ledger.time_stamp where size < ${below} order by size desc limit ${limit}`.execute(db);
  return rows.map(({ size }) => size);
}

/** Smallest first. */
export async function stampedSizesAbove(db: Db | Tx, above: number, limit: number): Promise<readonly number[]> {
  const { rows } = await sql<{ size: number }>`
    select distinct size from ledger.time_stamp where size > ${above} order by size limit ${limit}`.execute(db);
  return rows.map(({ size }) => size);
}

/** Stamped sizes next to places: of the last log without the entry, and of the first with it, up to `until`. */
export async function stampedSizesAround(db: Db | Tx, places: readonly number[], until: number): Promise<readonly number[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<{ size: number }>`
    select distinct s.size from unnest(${places}::bigint[]) as p (seq) cross join lateral (
      (select size from ledger.time_stamp where size < p.seq order by size desc limit 1)
      union (select size from ledger.time_stamp where size >= p.seq and size <= ${until} order by size limit 1)) s
    order by s.size`.execute(db);
  return rows.map(({ size }) => size);
}

export type NewestStamp = { readonly size: number; readonly at: Date; readonly receivedAt: Date };

/** The greatest checkpoint that each authority stamped. */
export async function newestStamps(db: Db | Tx, authorities: readonly string[]): Promise<ReadonlyMap<string, NewestStamp>> {
  const { rows } = await sql<NewestStamp & { authority: string }>`
    select a.name as authority, s.size, s.stamped_at as at, s.received_at as "receivedAt"
    from unnest(${authorities}::text[]) as a (name) cross join lateral (
      select size, stamped_at, received_at from ledger.time_stamp where authority = a.name and place = 1 order by size desc limit 1) s`.execute(
    db,
  );
  return new Map(rows.map(({ authority, ...newest }) => [authority, newest]));
}

export type EndingStamp = { readonly size: number; readonly authority: string; readonly place: number; readonly expiresAt: Date };

/** Last tokens of their checkpoints whose proof ends before a time, the first to end first. */
export async function endingStamps(db: Db | Tx, before: Date, limit: number): Promise<readonly EndingStamp[]> {
  const { rows } = await sql<EndingStamp>`
    select s.size, s.authority, s.place, s.expires_at as "expiresAt" from ledger.time_stamp s
    where s.expires_at < ${before} and not exists (
      select from ledger.time_stamp n where n.size = s.size and n.authority = s.authority and n.place = s.place + 1)
    order by s.expires_at, s.size limit ${limit}`.execute(db);
  return rows;
}

export type NewStamp = {
  readonly size: number;
  readonly authority: string;
  readonly place: number;
  readonly token: Buffer;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly receivedAt: Date;
};

/** A second process may have been faster: then nothing is written. */
export async function insertStamp(db: Db | Tx, made: NewStamp): Promise<void> {
  await sql`
    insert into ledger.time_stamp (size, authority, place, token, stamped_at, expires_at, received_at)
    values (${made.size}, ${made.authority}, ${made.place}, ${made.token}, ${made.at}, ${made.expiresAt}, ${made.receivedAt})
    on conflict do nothing`.execute(db);
}

export type StampState = {
  readonly authority: string;
  readonly triedAt: Date;
  readonly fault: string | null;
  readonly refused: boolean;
};

export async function stampStates(db: Db | Tx): Promise<ReadonlyMap<string, StampState>> {
  const { rows } = await sql<StampState>`
    select authority, tried_at as "triedAt", fault, refused from ledger.stamp_state`.execute(db);
  return new Map(rows.map((row) => [row.authority, row]));
}

export async function saveStampState(db: Db | Tx, state: StampState): Promise<void> {
  await sql`
    insert into ledger.stamp_state (authority, tried_at, fault, refused)
    values (${state.authority}, ${state.triedAt}, ${state.fault}, ${state.refused})
    on conflict (authority) do update set tried_at = excluded.tried_at, fault = excluded.fault, refused = excluded.refused`.execute(
    db,
  );
}
