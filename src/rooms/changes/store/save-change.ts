import { sql } from 'kysely';
import { alike } from '../../../foundation/alike.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import type { Change } from '../core/change.ts';

const json = (value: unknown): string => JSON.stringify(value);
const assessedText = ({ assessed }: Change): string | null => (assessed === null ? null : json(assessed));

/** Writes a new change with its children. */
export async function insertChange(tx: Tx, change: Change): Promise<void> {
  await sql`
    insert into changes.change (id, key, name, description, model, follows, unit_id, owner_id, requested_by, authors, state, held_from, planned_start, planned_end,
      planned_zone, back_out_plan, test_plan, answers, links, assessed, outcome, outcome_note, outcome_at, created_at, updated_at, version)
    values (${change.id}, ${change.key}, ${change.name}, ${change.description}, ${change.model}, ${change.follows}, ${change.unitId}, ${change.ownerId}, ${change.requestedBy},
      ${[...change.authors]}::uuid[], ${change.state}, ${change.heldFrom}, ${change.planned?.start ?? null}, ${change.planned?.end ?? null},
      ${change.planned?.zone ?? null}, ${change.backOutPlan}, ${change.testPlan}, ${json(change.answers)}::jsonb, ${json(change.links)}::jsonb,
      ${assessedText(change)}::jsonb, ${change.outcome?.result ?? null}, ${change.outcome?.note ?? null}, ${change.outcome?.at ?? null},
      ${change.createdAt}, ${change.updatedAt}, ${change.version})`.execute(tx);
  await saveChildren(tx, null, change);
}

/** Writes a changed change. The UPDATE names the version it expects; the caller holds the row's lock, so a miss is a fault, not a race. */
export async function updateChange(tx: Tx, before: Change, change: Change): Promise<void> {
  const { numAffectedRows } = await sql`
    update changes.change set name = ${change.name}, description = ${change.description}, model = ${change.model}, follows = ${change.follows}, owner_id = ${change.ownerId},
      authors = ${[...change.authors]}::uuid[], state = ${change.state}, held_from = ${change.heldFrom}, planned_start = ${change.planned?.start ?? null},
      planned_end = ${change.planned?.end ?? null}, planned_zone = ${change.planned?.zone ?? null}, back_out_plan = ${change.backOutPlan},
      test_plan = ${change.testPlan}, answers = ${json(change.answers)}::jsonb, links = ${json(change.links)}::jsonb,
      assessed = ${assessedText(change)}::jsonb, outcome = ${change.outcome?.result ?? null}, outcome_note = ${change.outcome?.note ?? null},
      outcome_at = ${change.outcome?.at ?? null}, updated_at = ${change.updatedAt}, version = ${change.version}
    where id = ${change.id} and version = ${before.version}`.execute(tx);
  if (numAffectedRows !== 1n) throw new Error(`change ${change.key} changed under its own lock`);
  await saveChildren(tx, before, change);
}

async function saveChildren(tx: Tx, before: Change | null, change: Change): Promise<void> {
  if (!alike(before?.applications ?? [], change.applications)) await saveApplications(tx, change);
  if (!alike(before?.needs ?? [], change.needs)) await saveNeeds(tx, change);
  if (!alike(before?.decisions ?? [], change.decisions)) await saveDecisions(tx, change);
}

async function saveApplications(tx: Tx, { id, applications }: Change): Promise<void> {
  const ids = applications.map(({ applicationId }) => applicationId);
  await sql`delete from changes.application where change_id = ${id} and application_id <> all(${ids}::uuid[])`.execute(tx);
  await sql`
    insert into changes.application (change_id, application_id, role)
    select ${id}, r."applicationId", r.role from jsonb_to_recordset(${json(applications)}::jsonb) as r("applicationId" uuid, role text)
    on conflict (change_id, application_id) do update set role = excluded.role`.execute(tx);
}

async function saveNeeds(tx: Tx, { id, needs }: Change): Promise<void> {
  await sql`delete from changes.need where change_id = ${id} and needs_id <> all(${needs.map(({ changeId }) => changeId)}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into changes.need (change_id, needs_id, need_by)
    select ${id}, r."changeId", r."needBy" from jsonb_to_recordset(${json(needs)}::jsonb) as r("changeId" uuid, "needBy" timestamptz)
    on conflict (change_id, needs_id) do update set need_by = excluded.need_by`.execute(tx);
}

/** Decisions are added, and their effect taken away; never removed or reworded. */
async function saveDecisions(tx: Tx, { id, decisions }: Change): Promise<void> {
  const rows = decisions.map((decision, place) => ({ ...decision, place }));
  await sql`
    insert into changes.decision (id, change_id, place, kind, state, by_id, at, reason, voided_at, void_why)
    select r.id, ${id}, r.place, r.kind, r.state, r.by, r.at, r.reason, r."voidedAt", r."voidWhy"
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as r(id uuid, place int, kind text, state text, by uuid, at timestamptz, reason text, "voidedAt" timestamptz, "voidWhy" text)
    on conflict (id) do update set voided_at = excluded.voided_at, void_why = excluded.void_why
      where changes.decision.voided_at is distinct from excluded.voided_at`.execute(tx);
}
