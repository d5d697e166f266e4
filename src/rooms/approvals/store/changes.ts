import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { type Change, type ChangeState, termsJson } from '../core/change.ts';
import type { Terms } from '../core/requirement.ts';

type Row = {
  id: string;
  key: string;
  version: number;
  state: ChangeState;
  kind: Change['kind'];
  requirement_id: string | null;
  base_version: number | null;
  terms: Terms;
  effective_from: Date | null;
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  ended_at: Date | null;
  ended_why: string | null;
  signatures: { personId: string; signatureId: string; at: string }[];
};

const changeOf = (row: Row): Change => ({
  id: row.id,
  key: row.key,
  version: row.version,
  state: row.state,
  kind: row.kind,
  requirementId: row.requirement_id,
  baseVersion: row.base_version,
  terms: row.terms,
  effectiveFrom: row.effective_from,
  reason: row.reason,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  ended: row.ended_at === null ? null : { at: row.ended_at, why: row.ended_why ?? '' },
  signatures: row.signatures.map((one) => ({ ...one, at: new Date(one.at) })),
});

const whole = sql`select c.*, (select coalesce(jsonb_agg(jsonb_build_object('personId', s.person_id, 'signatureId', s.signature_id, 'at', s.at) order by s.at), '[]')
  from approvals.change_signature s where s.change_id = c.id) as signatures from approvals.change c`;

async function select(db: Db | Tx, rest: RawBuilder<unknown>): Promise<readonly Change[]> {
  const { rows } = await sql<Row>`${whole} ${rest}`.execute(db);
  return rows.map(changeOf);
}

export async function findChange(db: Db | Tx, idOrKey: string, lock: 'for update' | 'none' = 'none'): Promise<Change | null> {
  const which = isUuid(idOrKey) ? sql`c.id = ${idOrKey}` : sql`c.key = ${idOrKey}`;
  // Locked in a statement of its own: what is read afterwards, signatures included, is what the lock protects.
  if (lock === 'for update') await sql`select 1 from approvals.change c where ${which} for update`.execute(db);
  return (await select(db, sql`where ${which}`))[0] ?? null;
}

/** Proposed changes, newest first; those of one requirement or of one state where asked. */
export const listChanges = (
  db: Db | Tx,
  filter: {
    readonly state: ChangeState | null;
    readonly requirementId: string | null;
    readonly limit: number;
    readonly before: { readonly at: Date; readonly id: string } | null;
  },
): Promise<readonly Change[]> => {
  const state = filter.state === null ? sql`true` : sql`c.state = ${filter.state}`;
  const of = filter.requirementId === null ? sql`true` : sql`c.requirement_id = ${filter.requirementId}`;
  const { before } = filter;
  const past = before === null ? sql`true` : sql`(c.proposed_at, c.id) < (${before.at}, ${before.id}::uuid)`;
  return select(db, sql`where ${state} and ${of} and ${past} order by c.proposed_at desc, c.id desc limit ${filter.limit}`);
};

export async function insertChange(tx: Tx, one: Change): Promise<void> {
  await sql`
    insert into approvals.change (id, key, version, state, kind, requirement_id, base_version, terms, effective_from, unit_id, reason, proposed_by, proposed_at)
    values (${one.id}, ${one.key}, ${one.version}, ${one.state}, ${one.kind}, ${one.requirementId}, ${one.baseVersion}, ${JSON.stringify(termsJson(one.terms))}::jsonb,
      ${one.effectiveFrom}, ${one.terms.unitId}, ${one.reason}, ${one.proposedBy}, ${one.proposedAt})`.execute(tx);
}

export async function insertChangeSignature(
  tx: Tx,
  changeId: string,
  one: { readonly personId: string; readonly signatureId: string; readonly at: Date },
): Promise<void> {
  await sql`insert into approvals.change_signature (change_id, person_id, signature_id, at)
    values (${changeId}, ${one.personId}, ${one.signatureId}, ${one.at})`.execute(tx);
}

/** The UPDATE names the version that it expects. */
export async function saveChange(tx: Tx, one: Change): Promise<boolean> {
  const saved = await sql`
    update approvals.change set version = ${one.version}, state = ${one.state}, requirement_id = ${one.requirementId}, ended_at = ${one.ended?.at ?? null},
      ended_why = ${one.ended?.why ?? null}
    where id = ${one.id} and version = ${one.version - 1}`.execute(tx);
  return saved.numAffectedRows === 1n;
}
