import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { KeptCollision } from '../core/collision.ts';
import type { OwnerRef, Rule, Severity, Side } from '../core/hold.ts';

type StoredSide = {
  readonly key: string | null;
  readonly label: string;
  readonly unitIds: readonly string[];
  readonly start: string;
  readonly end: string;
};

type Row = {
  id: string;
  rule: Rule;
  severity: Severity;
  resource_kind: string;
  resource_id: string;
  resource_label: string;
  one_kind: string;
  one_id: string;
  one_slot: string;
  one: StoredSide;
  other_kind: string | null;
  other_id: string | null;
  other_slot: string | null;
  other: StoredSide | null;
  overlap_start: Date;
  overlap_end: Date;
  why: string;
  version: number;
  since: Date;
  cleared_at: Date | null;
};

const columns = sql`c.id, c.rule, c.severity, c.resource_kind, c.resource_id, c.resource_label, c.one_kind, c.one_id, c.one_slot, c.one, c.other_kind, c.other_id,
  c.other_slot, c.other, c.overlap_start, c.overlap_end, c.why, c.version, c.since, c.cleared_at`;

const toSide = (kind: string, id: string, slot: string, stored: StoredSide): Side => ({
  owner: { kind, id, key: stored.key, label: stored.label, unitIds: stored.unitIds },
  slot,
  span: { start: new Date(stored.start), end: new Date(stored.end) },
});

const toKept = (row: Row): KeptCollision => ({
  id: row.id,
  rule: row.rule,
  severity: row.severity,
  resource: { kind: row.resource_kind, id: row.resource_id, label: row.resource_label },
  one: toSide(row.one_kind, row.one_id, row.one_slot, row.one),
  other:
    row.other === null || row.other_kind === null || row.other_id === null
      ? null
      : toSide(row.other_kind, row.other_id, row.other_slot ?? '', row.other),
  overlap: { start: row.overlap_start, end: row.overlap_end },
  why: row.why,
  version: row.version,
  state: row.cleared_at === null ? 'open' : 'cleared',
  since: row.since,
  clearedAt: row.cleared_at,
});

/** Collisions under a condition on `c`, in a given order. */
export async function collisionsWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<readonly KeptCollision[]> {
  const { rows } =
    await sql<Row>`select ${columns} from interlocks.collision c where ${condition} order by ${order} limit ${limit}`.execute(db);
  return rows.map(toKept);
}

const everything = 1_000_000;

/** Open collisions that the holds of an owner are a party of. Two index scans rather than one OR, so that each finds its own index. */
export const openOfHolder = (db: Db | Tx, owner: OwnerRef): Promise<readonly KeptCollision[]> =>
  collisionsWhere(
    db,
    sql`c.id in (
      select id from interlocks.collision where cleared_at is null and one_kind = ${owner.kind} and one_id = ${owner.id}
      union all select id from interlocks.collision where cleared_at is null and other_kind = ${owner.kind} and other_id = ${owner.id} and rule = 'same-resource')`,
    sql`c.id`,
    everything,
  );

/** Open collisions with freezes and windows that these claims are a party of. */
export const openRestrictedOf = (
  db: Db | Tx,
  claims: readonly { readonly owner: OwnerRef; readonly slot: string }[],
): Promise<readonly KeptCollision[]> =>
  collisionsWhere(
    db,
    sql`c.id in (
      select o.id from jsonb_to_recordset(${JSON.stringify(claims.map((claim) => ({ kind: claim.owner.kind, id: claim.owner.id, slot: claim.slot })))}::jsonb)
        as d(kind text, id uuid, slot text)
      join interlocks.collision o on o.one_kind = d.kind and o.one_id = d.id and o.one_slot = d.slot and o.cleared_at is null and o.rule in ('freeze', 'outside-window'))`,
    sql`c.id`,
    everything,
  );

const storeSide = (side: Side) => ({
  key: side.owner.key,
  label: side.owner.label,
  unitIds: side.owner.unitIds,
  start: side.span.start.toISOString(),
  end: side.span.end.toISOString(),
});

export const unitsOfCollision = (kept: Pick<KeptCollision, 'one' | 'other'>): readonly string[] => [
  ...new Set([...kept.one.owner.unitIds, ...(kept.other?.owner.unitIds ?? [])]),
];

const toStored = (kept: KeptCollision, identity: string) => ({
  id: kept.id,
  identity,
  rule: kept.rule,
  severity: kept.severity,
  resource_kind: kept.resource.kind,
  resource_id: kept.resource.id,
  resource_label: kept.resource.label,
  one_kind: kept.one.owner.kind,
  one_id: kept.one.owner.id,
  one_slot: kept.one.slot,
  one: storeSide(kept.one),
  other_kind: kept.other?.owner.kind ?? null,
  other_id: kept.other?.owner.id ?? null,
  other_slot: kept.other?.slot ?? null,
  other: kept.other === null ? null : storeSide(kept.other),
  unit_ids: unitsOfCollision(kept),
  overlap_start: kept.overlap.start,
  overlap_end: kept.overlap.end,
  why: kept.why,
  version: kept.version,
  since: kept.since,
  cleared_at: kept.clearedAt,
});

const shape = sql`(id uuid, identity text, rule text, severity text, resource_kind text, resource_id text, resource_label text, one_kind text, one_id uuid,
  one_slot text, one jsonb, other_kind text, other_id uuid, other_slot text, other jsonb, unit_ids uuid[], overlap_start timestamptz, overlap_end timestamptz,
  why text, version int, since timestamptz, cleared_at timestamptz)`;

export type Identified = { readonly kept: KeptCollision; readonly identity: string };

export async function insertCollisions(tx: Tx, found: readonly Identified[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ kept, identity }) => toStored(kept, identity));
  await sql`
    insert into interlocks.collision (id, identity, rule, severity, resource_kind, resource_id, resource_label, one_kind, one_id, one_slot, one, other_kind, other_id,
      other_slot, other, unit_ids, overlap_start, overlap_end, why, version, since, cleared_at)
    select d.id, d.identity, d.rule, d.severity, d.resource_kind, d.resource_id, d.resource_label, d.one_kind, d.one_id, d.one_slot, d.one, d.other_kind, d.other_id,
      d.other_slot, nullif(d.other, 'null'::jsonb), d.unit_ids, d.overlap_start, d.overlap_end, d.why, d.version, d.since, d.cleared_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d${shape}`.execute(tx);
}

/** Writes collisions that are known already: moved, graver, milder or cleared. */
export async function updateCollisions(tx: Tx, changed: readonly Identified[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ kept, identity }) => toStored(kept, identity));
  await sql`
    update interlocks.collision c set severity = d.severity, resource_label = d.resource_label, one = d.one, other = nullif(d.other, 'null'::jsonb),
      unit_ids = d.unit_ids, overlap_start = d.overlap_start, overlap_end = d.overlap_end, why = d.why, version = d.version, cleared_at = d.cleared_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d${shape} where c.id = d.id`.execute(tx);
}

/** One collision that a reader may know of, locked: nobody moves it, and no two decide on it at once. */
export async function lockCollision(tx: Tx, id: string, reach: Reach): Promise<KeptCollision | null> {
  const locked = await sql`
    select c.id from interlocks.collision c where c.id = ${id}::uuid and ${withinReach(reach)} for update`.execute(tx);
  if (locked.rows.length === 0) return null;
  const [kept] = await collisionsWhere(tx, sql`c.id = ${id}::uuid`, sql`c.id`, 1);
  return kept ?? null;
}

/** The rights predicate in SQL: a reader of either party's unit; a collision without units is open to every reader. */
export const withinReach = (reach: Reach): RawBuilder<unknown> =>
  reach === 'all' ? sql`true` : sql`(c.unit_ids && ${[...reach]}::uuid[] or c.unit_ids = '{}')`;
