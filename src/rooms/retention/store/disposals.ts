import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Disposal, DisposalItem, DisposalState, ItemState } from '../core/disposal.ts';

const columns = sql`id, key, state, reason, listed_by as "listedBy", listed_at as "listedAt", asked_at as "askedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", decision, ended_at as "endedAt", version`;

type Row = Omit<Disposal, 'items'>;

async function withItems(db: Db | Tx, rows: readonly Row[]): Promise<readonly Disposal[]> {
  const ids = rows.map(({ id }) => id);
  const { rows: items } = await sql<DisposalItem & { disposal: string }>`
    select disposal_id as disposal, kind, record_id as id, record_key as key, root_id as root, state, until, ground, entries, digest
    from retention.disposal_item where disposal_id = any(${ids}::uuid[]) order by disposal_id, place`.execute(db);
  const of = Map.groupBy(items, ({ disposal }) => disposal);
  return rows.map((row) => ({ ...row, items: (of.get(row.id) ?? []).map(({ disposal: _, ...item }) => item) }));
}

export async function insertDisposal(tx: Tx, one: Disposal): Promise<void> {
  await sql`
    insert into retention.disposal (id, key, state, reason, listed_by, listed_at, version)
    values (${one.id}, ${one.key}, ${one.state}, ${one.reason}, ${one.listedBy}, ${one.listedAt}, ${one.version})`.execute(tx);
  const items = one.items.map((item, place) => ({ ...item, until: item.until?.toISOString() ?? null, place }));
  await sql`
    insert into retention.disposal_item (disposal_id, kind, record_id, record_key, root_id, place, state, until, ground, entries, digest)
    select ${one.id}::uuid, i.kind, i.id, i.key, i.root, i.place, i.state, i.until, i.ground, i.entries, i.digest
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(kind text, id uuid, key text, root uuid, place int, state text, until timestamptz,
      ground text, entries int, digest text)`.execute(tx);
}

/** Moves on from the version that was seen. The list itself never changes, only what came of it. */
export async function saveDisposal(tx: Tx, seen: Disposal, after: Disposal): Promise<void> {
  const { rows } = await sql`
    update retention.disposal set state = ${after.state}, asked_at = ${after.askedAt}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt},
      decision = ${after.decision}, ended_at = ${after.endedAt}, version = ${after.version}
    where id = ${seen.id} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`disposal ${seen.key} was locked and yet changed`);
}

/** What came of some of its records. */
export async function saveItems(
  tx: Tx,
  disposalId: string,
  ids: readonly string[],
  state: ItemState,
  ground: string | null = null,
): Promise<void> {
  await sql`
    update retention.disposal_item set state = ${state}, ground = ${ground}
    where disposal_id = ${disposalId} and record_id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function findDisposal(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<Disposal | null> {
  const { rows } = await sql<Row>`
    select ${columns} from retention.disposal where id::text = ${named} or key = ${named.toUpperCase()} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return (await withItems(db, rows))[0] ?? null;
}

/** Newest first. */
export async function disposals(
  db: Db,
  page: { readonly limit: number; readonly before: string | null; readonly state: DisposalState | null },
): Promise<readonly Disposal[]> {
  const { rows } = await sql<Row>`
    select ${columns} from retention.disposal
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return withItems(db, rows);
}

export async function disposalsById(db: Db, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select ${columns} from retention.disposal where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** Disposals that are to be carried out, oldest first. */
export async function approvedDisposals(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from retention.disposal where state = 'approved' order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The open disposal that lists a record already; null where none does. */
export async function listedIn(db: Db | Tx, recordId: string): Promise<string | null> {
  const { rows } = await sql<{ key: string }>`
    select d.key from retention.disposal_item i join retention.disposal d on d.id = i.disposal_id
    where i.record_id = ${recordId} and i.state in ('listed', 'removed') and d.ended_at is null limit 1`.execute(db);
  return rows[0]?.key ?? null;
}
