import { sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { Hold, HoldDraft, Owner, RestrictionDraft } from '../core/hold.ts';

const exclusionViolation = '23P01';

const isExclusion = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === exclusionViolation;

/**
 * Replaces the holds of an owner.
 * @returns false when the database's exclusion constraint refused: somebody else holds one of the resources hard. Nothing is changed then.
 */
export async function replaceHolds(tx: Tx, owner: Owner, drafts: readonly HoldDraft[]): Promise<boolean> {
  await sql`savepoint holds`.execute(tx);
  try {
    await sql`delete from interlocks.hold where owner_kind = ${owner.kind} and owner_id = ${owner.id}`.execute(tx);
    await insertHolds(tx, owner, drafts);
  } catch (error) {
    if (!isExclusion(error)) throw error;
    await sql`rollback to savepoint holds`.execute(tx);
    return false;
  }
  await sql`release savepoint holds`.execute(tx);
  return true;
}

async function insertHolds(tx: Tx, owner: Owner, drafts: readonly HoldDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    id: uuidv7(),
    slot: draft.slot,
    kind: draft.resource.kind,
    resource: draft.resource.id,
    label: draft.resource.label,
    start: draft.start,
    end: draft.end,
    strength: draft.strength,
    exclusive: draft.exclusive,
    facets: draft.facets,
    deployment: draft.deployment,
    needs: draft.needsWindow,
  }));
  await sql`
    insert into interlocks.hold (id, owner_kind, owner_id, owner_key, owner_label, unit_ids, slot, resource_kind, resource_id, resource_label, starts_at, ends_at,
      strength, exclusive, facets, deployment, needs_window)
    select d.id, ${owner.kind}, ${owner.id}, ${owner.key}, ${owner.label}, ${[...owner.unitIds]}::uuid[], d.slot, d.kind, d.resource, d.label, d.start, d."end",
      d.strength, d.exclusive, d.facets, d.deployment, d.needs
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, slot text, kind text, resource text, label text, start timestamptz, "end" timestamptz,
      strength text, exclusive boolean, facets text[], deployment boolean, needs boolean)`.execute(tx);
}

export async function replaceRestrictions(tx: Tx, owner: Owner, drafts: readonly RestrictionDraft[]): Promise<void> {
  await sql`delete from interlocks.restriction where owner_kind = ${owner.kind} and owner_id = ${owner.id}`.execute(tx);
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({ id: uuidv7(), ...draft }));
  await sql`
    insert into interlocks.restriction (id, owner_kind, owner_id, owner_key, owner_label, unit_ids, slot, kind, starts_at, ends_at, selector, label, severity)
    select d.id, ${owner.kind}, ${owner.id}, ${owner.key}, ${owner.label}, ${[...owner.unitIds]}::uuid[], d.slot, d.kind, d.start, d."end", d.selector, d.label, d.severity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, slot text, kind text, start timestamptz, "end" timestamptz, selector text[], label text,
      severity text)`.execute(tx);
}

/** Writes the facets of holds that stay where they are. */
export async function writeFacets(tx: Tx, holds: readonly Hold[]): Promise<void> {
  const rows = holds.map((hold) => ({ kind: hold.owner.kind, owner: hold.owner.id, slot: hold.slot, facets: hold.facets }));
  await sql`
    update interlocks.hold h set facets = d.facets
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(kind text, owner uuid, slot text, facets text[])
    where h.owner_kind = d.kind and h.owner_id = d.owner and h.slot = d.slot`.execute(tx);
}
