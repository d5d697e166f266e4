import { type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { GateDraft } from '../../gates/door.ts';
import {
  changeReleaseIn,
  placeReleaseGatesIn,
  proposeReleaseIn,
  type ReleaseHead,
  releasesByPlanRef,
} from '../../releases/door.ts';
import { warrantyEndOf } from '../core/normal-records.ts';
import type { PlanGate, PlanRelease } from '../core/plan-file.ts';
import { integrationRefusals as no } from '../core/refusals.ts';
import type { Applied, Applying, Row } from './applying.ts';
import { planReason } from './reasons.ts';

const draftOf = (gate: PlanGate): GateDraft => ({
  key: gate.key,
  name: gate.name,
  guards: gate.guards,
  dueAt: gate.due === undefined ? null : new Date(gate.due),
  deciders: gate.deciders,
  greenHours: gate.greenHours ?? null,
  criteria: gate.criteria.map((criterion) => ({
    key: criterion.key,
    text: criterion.text,
    type: criterion.type,
    operator: criterion.operator ?? null,
    threshold: criterion.threshold ?? null,
    unit: criterion.unit ?? null,
    source: criterion.source ?? null,
    freshnessHours: criterion.freshnessHours ?? null,
    responsible: criterion.responsible ?? null,
    evidence: criterion.evidence ?? null,
    fact: criterion.fact ?? null,
    wants: criterion.wants ?? null,
    expression: criterion.expression ?? null,
    critical: criterion.critical,
    checker: criterion.checker ?? null,
    answerHours: criterion.answerHours ?? null,
  })),
});

function fieldsOf(one: PlanRelease, zone: string, done: ReadonlyMap<string, string>) {
  return {
    name: one.name,
    summary: one.summary ?? '',
    class: one.class,
    owner: one.owner ?? null,
    goLive: one.goLive === undefined ? null : { start: one.goLive.start, end: one.goLive.end, zone: one.goLive.zone ?? zone },
    backOutMinutes: one.goLive?.backOutMinutes ?? null,
    warrantyEnd: one.warrantyEnd === 'none' ? null : (one.warrantyEnd ?? warrantyEndOf(one.phases) ?? null),
    phases: one.phases.map((phase) => ({ ...phase })),
    milestones: one.milestones.map((milestone) => ({ ...milestone, doneAt: done.get(`${one.key} ${milestone.key}`) ?? null })),
    applications: one.applications.map((application) => ({
      application: application.key,
      role: application.role,
      version: application.version ?? null,
    })),
  };
}

/**
 * A release of a file is proposed, never more: its state is decided by people. Withdrawing one that was proposed is a person's cancellation
 * as well, with its reason, in the workspace.
 */
export async function applyRelease(applying: Applying, row: Row, one: PlanRelease | undefined): Promise<Applied> {
  const { work, desired, standing } = applying;
  if (row.action === 'withdraw' || one === undefined)
    return refuse(no['release-is-cancelled-by-people']({ key: row.key }, { link: `/releases/${row.key}` }));
  const parent =
    one.parent === undefined
      ? null
      : (standing.ids.releases.get(one.parent) ?? (await releasesByPlanRef(work.tx, [one.parent]))[0]?.id ?? one.parent);
  const id = standing.ids.releases.get(one.key) ?? (await releasesByPlanRef(work.tx, [one.key]))[0]?.id;
  const fields = { ...fieldsOf(one, desired.zone, standing.milestonesDone), parent };
  const head: Outcome<ReleaseHead> =
    id === undefined
      ? await proposeReleaseIn(work, { ...fields, kind: one.kind, unit: one.unit, planRef: one.key })
      : await changeReleaseIn(work, id, { ...fields, reason: planReason(applying) });
  if (!head.ok) return head;
  return placeReleaseGatesIn(work, head.value.id, one.gates.map(draftOf));
}
