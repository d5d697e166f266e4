import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import { editionContent, type RuleState } from '../contract-templates.ts';
import type { Demand, MatrixRule } from '../core/matrix.ts';

async function read(db: Db, where: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<readonly MatrixRule[]> {
  const { rows } = await sql<MatrixRule>`
    select r.id, r.key, r.subject_kind as "subjectKind", r.step, r.template_id as "templateId", t.key as "templateKey", t.name as "templateName",
      r.facets, r.state, r.proposed_by as "proposedBy", r.proposed_at as "proposedAt", r.reason, r.approved_by as "approvedBy",
      r.approved_at as "approvedAt", r.version
    from gates.matrix_rule r join gates.template t on t.id = r.template_id where ${where} ${tail}`.execute(db);
  return rows;
}

/** In force first, then drafts, then the newest 200 that are over. */
export async function allRules(db: Db): Promise<readonly MatrixRule[]> {
  const open = await read(
    db,
    sql`r.state in ('in-force', 'draft')`,
    sql`order by r.state desc, r.subject_kind, r.step, r.proposed_at limit 1000`,
  );
  const over = await read(db, sql`r.state in ('withdrawn', 'discarded')`, sql`order by r.ended_at desc, r.id limit 200`);
  return [...open, ...over];
}

export async function ruleNamed(db: Db, idOrKey: string, lock: 'none' | 'update' = 'none'): Promise<MatrixRule | null> {
  const where = isUuid(idOrKey) ? sql`r.id = ${idOrKey}` : sql`r.key = ${idOrKey}`;
  const [found] = await read(db, where, lock === 'none' ? sql`` : sql`for update of r`);
  return found ?? null;
}

export const rulesOf = (db: Db, templateId: string): Promise<readonly MatrixRule[]> =>
  read(db, sql`r.template_id = ${templateId} and r.state = 'in-force'`, sql`order by r.proposed_at`);

export async function insertRule(tx: Tx, rule: MatrixRule): Promise<void> {
  await sql`
    insert into gates.matrix_rule (id, key, subject_kind, step, template_id, facets, state, proposed_by, proposed_at, reason, version)
    values (${rule.id}, ${rule.key}, ${rule.subjectKind}, ${rule.step}, ${rule.templateId}, ${[...rule.facets]}::text[], 'draft', ${rule.proposedBy},
      ${rule.proposedAt}, ${rule.reason}, 1)`.execute(tx);
}

/** Moves a locked rule to another state; the UPDATE names the version that it expects. */
export async function moveRule(
  tx: Tx,
  rule: MatrixRule,
  to: RuleState,
  by: { readonly approver: string; readonly now: Date },
): Promise<void> {
  const set = to === 'in-force' ? sql`approved_by = ${by.approver}, approved_at = ${by.now}` : sql`ended_at = ${by.now}`;
  const { numAffectedRows } = await sql`
    update gates.matrix_rule set state = ${to}, ${set}, version = version + 1 where id = ${rule.id} and version = ${rule.version}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) throw new Error(`rule ${rule.key} changed while it was locked`);
}

type DemandRow = Omit<Demand, 'content'> & { readonly content: unknown; readonly facets: readonly string[] };

/** What the rules in force demand of records of a kind, each with the edition in force of its template. Small: a matrix has tens of rules. */
export async function rulesInForce(db: Db, kind: string): Promise<readonly (Demand & { readonly facets: readonly string[] })[]> {
  const { rows } = await sql<DemandRow>`
    select r.key as rule, r.id as "ruleId", r.step, r.facets, t.key as template, t.id as "templateId", e.number as edition, t.name,
      t.gate_key as "gateKey", e.content
    from gates.matrix_rule r join gates.template t on t.id = r.template_id
    join gates.template_edition e on e.template_id = t.id and e.state = 'approved'
    where r.subject_kind = ${kind} and r.state = 'in-force' order by r.proposed_at, r.id`.execute(db);
  return rows.map(({ content, ...row }) => ({ ...row, content: editionContent.parse(content) }));
}

export async function ruleLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; key: string; name: string; step: string }>`
    select r.id, r.key, t.name, r.step from gates.matrix_rule r join gates.template t on t.id = r.template_id
    where r.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ id, key, name, step }) => ({
    id,
    key,
    label: `${name} before ${step}`,
    link: `/gate-matrix?rule=${key}`,
    unitId: null,
  }));
}
