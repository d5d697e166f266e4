import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type {
  Hold,
  HoldDraft,
  OwnerRef,
  Restriction,
  RestrictionDraft,
  RestrictionKind,
  Severity,
  Strength,
} from '../core/hold.ts';
import { aroundMs } from '../core/restrict.ts';

type OwnerRow = { owner_kind: string; owner_id: string; owner_key: string | null; owner_label: string; unit_ids: string[] };
type HoldRow = OwnerRow & {
  id: string;
  slot: string;
  resource_kind: string;
  resource_id: string;
  resource_label: string;
  starts_at: Date;
  ends_at: Date;
  strength: Strength;
  exclusive: boolean;
  facets: string[];
  deployment: boolean;
  needs_window: boolean;
};
type RestrictionRow = OwnerRow & {
  slot: string;
  kind: RestrictionKind;
  starts_at: Date;
  ends_at: Date;
  selector: string[];
  label: string;
  severity: Severity;
};

const ownerOf = (row: OwnerRow) => ({
  kind: row.owner_kind,
  id: row.owner_id,
  key: row.owner_key,
  label: row.owner_label,
  unitIds: row.unit_ids,
});

const toHold = (row: HoldRow): Hold => ({
  owner: ownerOf(row),
  slot: row.slot,
  resource: { kind: row.resource_kind, id: row.resource_id, label: row.resource_label },
  start: row.starts_at,
  end: row.ends_at,
  strength: row.strength,
  exclusive: row.exclusive,
  facets: row.facets,
  deployment: row.deployment,
  needsWindow: row.needs_window,
});

const toRestriction = (row: RestrictionRow): Restriction => ({
  owner: ownerOf(row),
  slot: row.slot,
  kind: row.kind,
  start: row.starts_at,
  end: row.ends_at,
  selector: row.selector,
  label: row.label,
  severity: row.severity,
});

const holdColumns = sql`h.id, h.owner_kind, h.owner_id, h.owner_key, h.owner_label, h.unit_ids, h.slot, h.resource_kind, h.resource_id, h.resource_label,
  h.starts_at, h.ends_at, h.strength, h.exclusive, h.facets, h.deployment, h.needs_window`;
const restrictionColumns = sql`r.owner_kind, r.owner_id, r.owner_key, r.owner_label, r.unit_ids, r.slot, r.kind, r.starts_at, r.ends_at, r.selector, r.label, r.severity`;

async function holdsWhere(db: Db | Tx, condition: RawBuilder<unknown>): Promise<readonly Hold[]> {
  const { rows } =
    await sql<HoldRow>`select ${holdColumns} from interlocks.hold h where ${condition} order by h.starts_at, h.id`.execute(db);
  return rows.map(toHold);
}

export const holdsOf = (db: Db | Tx, owner: OwnerRef): Promise<readonly Hold[]> =>
  holdsWhere(db, sql`h.owner_kind = ${owner.kind} and h.owner_id = ${owner.id}`);

/** Claims of others on the same resources at overlapping times. */
export async function counterpartsOf(db: Db | Tx, owner: OwnerRef, drafts: readonly HoldDraft[]): Promise<readonly Hold[]> {
  if (drafts.length === 0) return [];
  const asked = drafts.map((draft) => ({ kind: draft.resource.kind, id: draft.resource.id, start: draft.start, end: draft.end }));
  return holdsWhere(
    db,
    sql`h.id in (
      select o.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d(kind text, id text, start timestamptz, "end" timestamptz)
      join interlocks.hold o on o.resource_kind = d.kind and o.resource_id = d.id and o.span && tstzrange(d.start, d."end", '[)')
      where not (o.owner_kind = ${owner.kind} and o.owner_id = ${owner.id}))`,
  );
}

/** Holds on these resources within a span: what is busy. */
export const holdsOn = (
  db: Db | Tx,
  resources: readonly { readonly kind: string; readonly id: string }[],
  within: Span,
): Promise<readonly Hold[]> =>
  holdsWhere(
    db,
    sql`h.id in (
      select o.id from jsonb_to_recordset(${JSON.stringify(resources.map(({ kind, id }) => ({ kind, id })))}::jsonb) as d(kind text, id text)
      join interlocks.hold o on o.resource_kind = d.kind and o.resource_id = d.id and o.span && tstzrange(${within.start}, ${within.end}, '[)'))`,
  );

/** The holds that some sides of collisions stand for, as they are now. */
export const holdsNamed = (
  db: Db | Tx,
  sides: readonly { readonly owner: OwnerRef; readonly slot: string }[],
): Promise<readonly Hold[]> =>
  holdsWhere(
    db,
    sql`(h.owner_kind, h.owner_id, h.slot) in (
      select kind, id, slot from jsonb_to_recordset(${JSON.stringify(sides.map(({ owner, slot }) => ({ kind: owner.kind, id: owner.id, slot })))}::jsonb)
        as d(kind text, id uuid, slot text))`,
  );

export const holdsWithFacet = (db: Db | Tx, facet: string): Promise<readonly Hold[]> =>
  holdsWhere(db, sql`h.facets @> array[${facet}]::text[]`);

export const restrictionsOf = async (db: Db | Tx, owner: OwnerRef): Promise<readonly Restriction[]> => {
  const { rows } = await sql<RestrictionRow>`
    select ${restrictionColumns} from interlocks.restriction r where r.owner_kind = ${owner.kind} and r.owner_id = ${owner.id} order by r.slot`.execute(
    db,
  );
  return rows.map(toRestriction);
};

/** Deployments that restrictions could concern: freezes those that they overlap, windows also those of the year before and after. */
export async function deploymentsTouchedBy(db: Db | Tx, restrictions: readonly RestrictionDraft[]): Promise<readonly Hold[]> {
  if (restrictions.length === 0) return [];
  const asked = restrictions.map((one) => {
    const pad = one.kind === 'window' ? aroundMs : 0;
    return {
      kind: one.kind,
      selector: one.selector,
      start: new Date(one.start.getTime() - pad),
      end: new Date(one.end.getTime() + pad),
    };
  });
  return holdsWhere(
    db,
    sql`h.id in (
      select o.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d(kind text, selector text[], start timestamptz, "end" timestamptz)
      join interlocks.hold o on o.deployment and o.span && tstzrange(d.start, d."end", '[)') and o.facets @> d.selector
      where d.kind = 'freeze' or o.needs_window)`,
  );
}

/** Freezes that select and overlap one of the deployments, and windows that select one and lie within a year of it. */
export async function restrictionsAround(db: Db | Tx, holds: readonly HoldDraft[]): Promise<readonly Restriction[]> {
  const groups = new Map<string, { facets: readonly string[]; windows: boolean; start: number; end: number }>();
  for (const hold of holds.filter((one) => one.deployment)) {
    const key = `${hold.needsWindow} ${hold.facets.toSorted().join('\n')}`;
    const known = groups.get(key);
    const start = Math.min(known?.start ?? hold.start.getTime(), hold.start.getTime());
    const end = Math.max(known?.end ?? hold.end.getTime(), hold.end.getTime());
    groups.set(key, { facets: hold.facets, windows: hold.needsWindow, start, end });
  }
  if (groups.size === 0) return [];
  const asked = [...groups.values()].flatMap((group) => [
    { kind: 'freeze', facets: group.facets, start: new Date(group.start), end: new Date(group.end) },
    ...(group.windows
      ? [{ kind: 'window', facets: group.facets, start: new Date(group.start - aroundMs), end: new Date(group.end + aroundMs) }]
      : []),
  ]);
  const { rows } = await sql<RestrictionRow>`
    select ${restrictionColumns} from interlocks.restriction r where r.id in (
      select o.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d(kind text, facets text[], start timestamptz, "end" timestamptz)
      join interlocks.restriction o on o.kind = d.kind and o.span && tstzrange(d.start, d."end", '[)') and o.selector <@ d.facets)
    order by r.starts_at, r.owner_kind, r.owner_id, r.slot`.execute(db);
  return rows.map(toRestriction);
}
