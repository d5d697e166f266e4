import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Suppression } from '../core/suppression.ts';

const columns = sql`id, key, kind, state, reason, requested_by as "requestedBy", requested_at as "requestedAt", ends_at as "endsAt", decided_by as "decidedBy",
  decided_at as "decidedAt", decision, ended_at as "endedAt", version`;

/** Whoever asks, decides or tells of a kind waits here for each other: otherwise two could suppress it at once, or an alarm slip through between. */
export async function lockKind(tx: Tx, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alarms.suppression'), hashtext(${kind}))`.execute(tx);
}

export async function insertSuppression(tx: Tx, one: Suppression): Promise<void> {
  await sql`
    insert into alarms.suppression (id, key, kind, state, reason, requested_by, requested_at, ends_at, version)
    values (${one.id}, ${one.key}, ${one.kind}, ${one.state}, ${one.reason}, ${one.requestedBy}, ${one.requestedAt}, ${one.endsAt}, ${one.version})`.execute(
    tx,
  );
}

/** Moves on from the state and version that were seen; nothing else of it ever moves. */
export async function updateSuppression(tx: Tx, seen: Suppression, after: Suppression): Promise<void> {
  const { rows } = await sql`
    update alarms.suppression set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}, decision = ${after.decision}, ended_at = ${after.endedAt},
      version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`suppression ${seen.key} was locked and yet changed`);
}

export async function findSuppression(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<Suppression | null> {
  const { rows } = await sql<Suppression>`
    select ${columns} from alarms.suppression where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function suppressionsById(db: Db | Tx, ids: readonly string[]): Promise<readonly Suppression[]> {
  const { rows } = await sql<Suppression>`select ${columns} from alarms.suppression where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** What suppresses a kind now, or waits for its decision. */
export async function openSuppressionOf(tx: Tx, kind: string, now: Date): Promise<Suppression | null> {
  const { rows } = await sql<Suppression>`
    select ${columns} from alarms.suppression where kind = ${kind} and ends_at > ${now} and state in ('requested', 'in-force') order by id limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** What suppresses a kind at this moment. */
export async function suppressionOf(db: Db | Tx, kind: string, now: Date): Promise<Suppression | null> {
  const { rows } = await sql<Suppression>`
    select ${columns} from alarms.suppression where kind = ${kind} and state = 'in-force' and ends_at > ${now} limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** In force, and over by their time. */
export async function suppressionsOver(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from alarms.suppression where state = 'in-force' and ends_at <= ${now} order by ends_at limit 100`.execute(db);
  return rows.map((row) => row.id);
}

/** Newest first. */
export async function suppressionsPage(
  db: Db,
  page: { readonly limit: number; readonly before: string | null; readonly state: Suppression['state'] | null },
): Promise<readonly Suppression[]> {
  const { rows } = await sql<Suppression>`
    select ${columns} from alarms.suppression where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`}
      and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
