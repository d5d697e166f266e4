import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Waiver } from '../core/waiver.ts';

const columns = sql`id, key, person_id as "personId", unit_ids as "unitIds", one, other, state, reason, control, requested_by as "requestedBy",
  requested_at as "requestedAt", expires_at as "expiresAt", decided_by as "decidedBy", decided_at as "decidedAt", decision, ended_at as "endedAt",
  reviewed_by as "reviewedBy", reviewed_at as "reviewedAt", conclusion, version`;

export async function insertWaiver(tx: Tx, one: Waiver): Promise<void> {
  await sql`
    insert into access.waiver (id, key, person_id, unit_ids, one, other, state, reason, control, requested_by, requested_at, expires_at, version)
    values (${one.id}, ${one.key}, ${one.personId}, ${[...one.unitIds]}::uuid[], ${one.one}, ${one.other}, ${one.state}, ${one.reason}, ${one.control},
      ${one.requestedBy}, ${one.requestedAt}, ${one.expiresAt}, ${one.version})`.execute(tx);
}

/** Moves on from the state and version that were seen; who, what, why and until when never move. */
export async function updateWaiver(tx: Tx, seen: Waiver, after: Waiver): Promise<void> {
  const { rows } = await sql`
    update access.waiver set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}, decision = ${after.decision},
      ended_at = ${after.endedAt}, reviewed_by = ${after.reviewedBy}, reviewed_at = ${after.reviewedAt}, conclusion = ${after.conclusion}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`waiver ${seen.key} was locked and yet changed`);
}

export async function findWaiver(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<Waiver | null> {
  const { rows } = await sql<Waiver>`
    select ${columns} from access.waiver where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** A waiver of two roles of a person that is asked for, or holds. */
export async function openWaiver(tx: Tx, of: Pick<Waiver, 'personId' | 'one' | 'other'>): Promise<Waiver | null> {
  await sql`select pg_advisory_xact_lock(hashtext('access.waiver'))`.execute(tx);
  const { rows } = await sql<Waiver>`
    select ${columns} from access.waiver where person_id = ${of.personId} and state in ('requested', 'granted')
      and least(one, other) = least(${of.one}, ${of.other}) and greatest(one, other) = greatest(${of.one}, ${of.other})`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function waiversPage(
  db: Db | Tx,
  page: { readonly limit: number; readonly before: string | null; readonly state: string | null },
): Promise<readonly Waiver[]> {
  const { rows } = await sql<Waiver>`
    select ${columns} from access.waiver
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Granted, and over by their time. */
export async function waiversOver(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from access.waiver where state = 'granted' and expires_at <= ${now} order by expires_at limit 100`.execute(db);
  return rows.map((row) => row.id);
}

/** All that are granted. */
export async function grantedWaivers(db: Db | Tx): Promise<readonly Waiver[]> {
  const { rows } = await sql<Waiver>`select ${columns} from access.waiver where state = 'granted'`.execute(db);
  return rows;
}
