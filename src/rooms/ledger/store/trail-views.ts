import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';

/** A kept filter of the audit trail. */
export type TrailView = {
  readonly id: string;
  /** TVW-1 … */
  readonly key: string;
  readonly ownerId: string;
  readonly name: string;
  readonly shared: boolean;
  readonly filters: Readonly<Record<string, string>>;
  readonly keptAt: Date;
  readonly droppedAt: Date | null;
  readonly version: number;
};

const columns = sql`id, key, owner_id as "ownerId", name, shared, filters, kept_at as "keptAt", dropped_at as "droppedAt", version`;

export const trailViewKind = 'trail-view';
export const trailViewSubject = ({ id, key }: Pick<TrailView, 'id' | 'key'>): Subject => ({
  kind: trailViewKind,
  id,
  key,
  unitIds: [],
});

/** @returns false where the owner has another view of that name. */
export async function insertTrailView(tx: Tx, view: TrailView): Promise<boolean> {
  const { rows } = await sql`
    insert into ledger.trail_view (id, key, owner_id, name, shared, filters, kept_at, version)
    values (${view.id}, ${view.key}, ${view.ownerId}, ${view.name}, ${view.shared}, ${JSON.stringify(view.filters)}::jsonb, ${view.keptAt}, ${view.version})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** By id or key, locked; dropped ones too. */
export async function trailViewForUpdate(tx: Tx, named: string): Promise<TrailView | null> {
  const { rows } = await sql<TrailView>`
    select ${columns} from ledger.trail_view where id::text = ${named} or key = ${named} for update`.execute(tx);
  return rows[0] ?? null;
}

/** One by its id, dropped or not. */
export async function trailViewById(db: Db, id: string): Promise<TrailView | null> {
  const { rows } = await sql<TrailView>`select ${columns} from ledger.trail_view where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Whether the owner keeps another view of that name. */
export async function isNameTaken(tx: Tx, view: Pick<TrailView, 'id' | 'ownerId' | 'name'>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ledger.trail_view
    where owner_id = ${view.ownerId} and lower(name) = lower(${view.name}) and id <> ${view.id} and dropped_at is null`.execute(
    tx,
  );
  return rows.length > 0;
}

export async function saveTrailView(tx: Tx, view: TrailView): Promise<void> {
  const { rows } = await sql`
    update ledger.trail_view
    set name = ${view.name}, shared = ${view.shared}, filters = ${JSON.stringify(view.filters)}::jsonb, dropped_at = ${view.droppedAt}, version = version + 1
    where id = ${view.id} and version = ${view.version} - 1 returning id`.execute(tx);
  if (rows.length === 0) throw new Error(`view ${view.key} was locked and yet changed`);
}

/** How many views a person keeps. */
export async function viewsKept(tx: Tx, ownerId: string): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    select count(*)::int as kept from ledger.trail_view where owner_id = ${ownerId} and dropped_at is null`.execute(tx);
  return rows[0]?.kept ?? 0;
}

/** Own views first, then those that others share, by name. At most 500: what nobody finds again is no view. */
export async function trailViewsOf(db: Db, personId: string): Promise<readonly TrailView[]> {
  const { rows } = await sql<TrailView>`
    select ${columns} from ledger.trail_view where dropped_at is null and (owner_id = ${personId} or shared)
    order by owner_id <> ${personId}, lower(name), id limit 500`.execute(db);
  return rows;
}
