import { sql } from 'kysely';
import { alike } from '../../../foundation/alike.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { deadlinesOf, wholeSpan } from '../core/late.ts';
import type { Release } from '../core/release.ts';

const json = (value: unknown): string => JSON.stringify(value);

const baselineText = (release: Release): string | null => (release.baseline === null ? null : json(release.baseline));
const deviationText = (release: Release): string | null => (release.deviation === null ? null : json(release.deviation));
const derived = (release: Release) => {
  const span = wholeSpan(release);
  return { start: span?.start ?? null, end: span?.end ?? null, lateFrom: deadlinesOf(release)[0]?.since ?? null };
};

/** Writes a new release with its children. */
export async function insertRelease(tx: Tx, release: Release): Promise<void> {
  const { start, end, lateFrom } = derived(release);
  await sql`
    insert into releases.release (id, key, plan_ref, name, summary, kind, class, unit_id, owner_id, proposed_by, parent_id, state, held_from,
      go_live_start, go_live_end, go_live_zone, back_out_minutes, warranty_end, baseline, outcome, deviation, origin, source, source_time,
      span_start, span_end, late_from, created_at, updated_at, version)
    values (${release.id}, ${release.key}, ${release.planRef}, ${release.name}, ${release.summary}, ${release.kind}, ${release.class}, ${release.unitId},
      ${release.ownerId}, ${release.proposedBy}, ${release.parentId}, ${release.state}, ${release.heldFrom}, ${release.goLive?.start ?? null},
      ${release.goLive?.end ?? null}, ${release.goLive?.zone ?? null}, ${release.backOutMinutes}, ${release.warrantyEnd}, ${baselineText(release)}::jsonb,
      ${release.outcome}, ${deviationText(release)}::jsonb, ${release.origin}, ${release.source}, ${release.sourceTime}, ${start}, ${end}, ${lateFrom},
      ${release.createdAt}, ${release.updatedAt}, ${release.version})`.execute(tx);
  await saveChildren(tx, null, release);
}

/**
 * Writes a changed release. The UPDATE names the version it expects; the caller holds the row's lock, so a miss is a fault, not a race.
 */
export async function updateRelease(tx: Tx, before: Release, release: Release): Promise<void> {
  const { start, end, lateFrom } = derived(release);
  // Written once, when the dates are first approved, and by far the longest column.
  const baseline = alike(before.baseline, release.baseline) ? sql`` : sql`baseline = ${baselineText(release)}::jsonb, `;
  const result = await sql`
    update releases.release set name = ${release.name}, summary = ${release.summary}, class = ${release.class}, owner_id = ${release.ownerId},
      parent_id = ${release.parentId}, state = ${release.state}, held_from = ${release.heldFrom}, go_live_start = ${release.goLive?.start ?? null},
      go_live_end = ${release.goLive?.end ?? null}, go_live_zone = ${release.goLive?.zone ?? null}, back_out_minutes = ${release.backOutMinutes},
      warranty_end = ${release.warrantyEnd}, ${baseline}outcome = ${release.outcome},
      deviation = ${deviationText(release)}::jsonb, source = ${release.source}, source_time = ${release.sourceTime}, span_start = ${start}, span_end = ${end}, late_from = ${lateFrom},
      updated_at = ${release.updatedAt}, version = ${release.version}
    where id = ${release.id} and version = ${before.version}`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error(`release ${release.key} changed under its own lock`);
  await saveChildren(tx, before, release);
}

async function saveChildren(tx: Tx, before: Release | null, release: Release): Promise<void> {
  if (!same(before?.phases ?? [], release.phases)) await savePhases(tx, release);
  if (!same(before?.milestones ?? [], release.milestones)) await saveMilestones(tx, release);
  if (!same(before?.applications ?? [], release.applications)) await saveApplications(tx, release);
  if (!same(before?.decisions ?? [], release.decisions)) await saveDecisions(tx, release);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => alike(a, b);

async function savePhases(tx: Tx, { id, phases }: Release): Promise<void> {
  await sql`delete from releases.phase where release_id = ${id} and key <> all(${phases.map((phase) => phase.key)}::text[])`.execute(
    tx,
  );
  if (phases.length === 0) return;
  const rows = phases.map((phase, place) => ({ ...phase, place }));
  await sql`
    insert into releases.phase (release_id, key, place, name, kind, starts_at, ends_at)
    select ${id}, r.key, r.place, r.name, r.kind, r.start, r."end"
    from jsonb_to_recordset(${json(rows)}::jsonb) as r(key text, place int, name text, kind text, start timestamptz, "end" timestamptz)
    on conflict (release_id, key) do update set place = excluded.place, name = excluded.name, kind = excluded.kind, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at`.execute(tx);
}

async function saveMilestones(tx: Tx, { id, milestones }: Release): Promise<void> {
  await sql`delete from releases.milestone where release_id = ${id} and key <> all(${milestones.map((milestone) => milestone.key)}::text[])`.execute(
    tx,
  );
  if (milestones.length === 0) return;
  const rows = milestones.map((milestone, place) => ({ ...milestone, place }));
  await sql`
    insert into releases.milestone (release_id, key, place, name, at, done_at)
    select ${id}, r.key, r.place, r.name, r.at, r."doneAt"
    from jsonb_to_recordset(${json(rows)}::jsonb) as r(key text, place int, name text, at timestamptz, "doneAt" timestamptz)
    on conflict (release_id, key) do update set place = excluded.place, name = excluded.name, at = excluded.at, done_at = excluded.done_at`.execute(
    tx,
  );
}

async function saveApplications(tx: Tx, { id, applications }: Release): Promise<void> {
  const ids = applications.map((application) => application.applicationId);
  await sql`delete from releases.application where release_id = ${id} and application_id <> all(${ids}::uuid[])`.execute(tx);
  if (applications.length === 0) return;
  await sql`
    insert into releases.application (release_id, application_id, role, version, result, result_note)
    select ${id}, r."applicationId", r.role, r.version, r.result, r."resultNote"
    from jsonb_to_recordset(${json(applications)}::jsonb) as r("applicationId" uuid, role text, version text, result text, "resultNote" text)
    on conflict (release_id, application_id) do update set role = excluded.role, version = excluded.version, result = excluded.result,
      result_note = excluded.result_note`.execute(tx);
}

/** Decisions are added, and their effect taken away; never removed or reworded. */
async function saveDecisions(tx: Tx, { id, decisions }: Release): Promise<void> {
  const rows = decisions.map((decision, place) => ({ ...decision, place }));
  await sql`
    insert into releases.decision (id, release_id, place, kind, by_id, at, result, reason, voided_at, void_why)
    select r.id, ${id}, r.place, r.kind, r.by, r.at, r.result, r.reason, r."voidedAt", r."voidWhy"
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as r(id uuid, place int, kind text, by uuid, at timestamptz, result text, reason text, "voidedAt" timestamptz, "voidWhy" text)
    on conflict (id) do update set voided_at = excluded.voided_at, void_why = excluded.void_why
      where releases.decision.voided_at is distinct from excluded.voided_at`.execute(tx);
}
