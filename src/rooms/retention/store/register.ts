import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { RegisterChange } from '../core/register-change.ts';
import type { KeptRow } from '../core/register-row.ts';

export async function keptRows(db: Db | Tx): Promise<ReadonlyMap<string, KeptRow>> {
  const { rows } = await sql<KeptRow>`select kind, flags, version from retention.register_row`.execute(db);
  return new Map(rows.map((row) => [row.kind, row]));
}

export async function keptRow(db: Db | Tx, kind: string): Promise<KeptRow | undefined> {
  const { rows } = await sql<KeptRow>`select kind, flags, version from retention.register_row where kind = ${kind}`.execute(db);
  return rows[0];
}

/** Changes of the register stand in one queue: the row may not exist yet. */
export const lockRegister = async (tx: Tx): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtext('retention.register'))`.execute(tx));

/** Names the version that was seen; 0 where there was no row. */
export async function saveRow(tx: Tx, seen: number, row: KeptRow, now: Date): Promise<void> {
  const flags = JSON.stringify(row.flags);
  const { rows } =
    seen === 0
      ? await sql`
          insert into retention.register_row (kind, flags, version, changed_at) values (${row.kind}, ${flags}::jsonb, ${row.version}, ${now})
          on conflict do nothing returning kind`.execute(tx)
      : await sql`
          update retention.register_row set flags = ${flags}::jsonb, version = ${row.version}, changed_at = ${now}
          where kind = ${row.kind} and version = ${seen} returning kind`.execute(tx);
  if (rows.length !== 1) throw new Error(`the row ${row.kind} was locked and yet changed`);
}

const columns = sql`id, key, state, kind, before as "from", after as "to", base, reason, proposed_by as "proposedBy", proposed_at as "proposedAt",
  decided_by as "decidedBy", decided_at as "decidedAt", decision, version`;

export async function insertRegisterChange(tx: Tx, change: RegisterChange): Promise<void> {
  await sql`
    insert into retention.register_change (id, key, state, kind, before, after, base, reason, proposed_by, proposed_at, version)
    values (${change.id}, ${change.key}, ${change.state}, ${change.kind}, ${change.from === null ? null : JSON.stringify(change.from)}::jsonb,
      ${JSON.stringify(change.to)}::jsonb, ${change.base}, ${change.reason}, ${change.proposedBy}, ${change.proposedAt}, ${change.version})`.execute(
    tx,
  );
}

/** Moves on from the state and version that were seen; nothing else of a change ever moves. */
export async function decideRegisterChange(tx: Tx, seen: RegisterChange, after: RegisterChange): Promise<void> {
  const { rows } = await sql`
    update retention.register_change set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt},
      decision = ${after.decision}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`register change ${seen.key} was locked and yet changed`);
}

export async function findRegisterChange(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<RegisterChange | null> {
  const { rows } = await sql<RegisterChange>`
    select ${columns} from retention.register_change where id::text = ${named} or key = ${named.toUpperCase()} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function registerChanges(
  db: Db | Tx,
  page: { readonly limit: number; readonly before: string | null; readonly state: string | null },
): Promise<readonly RegisterChange[]> {
  const { rows } = await sql<RegisterChange>`
    select ${columns} from retention.register_change
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function openChangeOf(db: Db | Tx, kind: string): Promise<string | null> {
  const { rows } = await sql<{ key: string }>`
    select key from retention.register_change where kind = ${kind} and state = 'proposed'`.execute(db);
  return rows[0]?.key ?? null;
}

export async function registerChangesById(db: Db, ids: readonly string[]): Promise<readonly RegisterChange[]> {
  const { rows } =
    await sql<RegisterChange>`select ${columns} from retention.register_change where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
