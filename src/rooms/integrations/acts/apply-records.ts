import { done, refuse } from '../../../foundation/refusal.ts';
import { changeUnitIn, createUnitIn, withdrawUnitIn } from '../../identity/door.ts';
import {
  addDependencyIn,
  applicationsBy,
  changeApplicationIn,
  registerApplicationIn,
  withdrawApplicationIn,
  withdrawDependencyIn,
} from '../../portfolio/door.ts';
import type { PlanApplication, PlanDependency, PlanHistory, PlanUnit } from '../core/plan-file.ts';
import { integrationRefusals as no } from '../core/refusals.ts';
import { insertHistory } from '../store/plans.ts';
import { applyCalendar, applyFreeze, applyWindow } from './apply-calendar.ts';
import { applyRelease } from './apply-release.ts';
import type { Applied, Applying, Row } from './applying.ts';
import { planReason, withdrawnReason } from './reasons.ts';

const relevance = (value: boolean | 'unknown'): 'yes' | 'no' | 'unknown' =>
  value === 'unknown' ? 'unknown' : value ? 'yes' : 'no';

async function applyUnit(applying: Applying, row: Row, unit: PlanUnit | undefined): Promise<Applied> {
  const { work, standing } = applying;
  if (row.action === 'withdraw' || unit === undefined) return withdrawUnitIn(work, row.key, withdrawnReason(applying));
  if (row.action === 'create') {
    const parent = unit.parent ?? standing.rootUnit?.key;
    return parent === undefined ? refuse(no['no-root-unit']({})) : createUnitIn(work, { key: unit.key, name: unit.name, parent });
  }
  return changeUnitIn(work, unit.key, {
    name: unit.name,
    ...(unit.parent === undefined ? {} : { parent: unit.parent }),
    reason: planReason(applying),
  });
}

const applicationFields = (one: PlanApplication) => ({
  name: one.name,
  unit: one.unit,
  owner: one.owner ?? null,
  description: one.description ?? null,
  criticality: one.criticality,
  gxp: relevance(one.gxp),
  sox: relevance(one.sox),
  technology: one.technology ?? null,
  lifecycleStage: one.lifecycleStage,
});

async function applyApplication(applying: Applying, row: Row, one: PlanApplication | undefined): Promise<Applied> {
  const { work } = applying;
  if (row.action === 'withdraw' || one === undefined) return withdrawApplicationIn(work, row.key, withdrawnReason(applying));
  if (row.action === 'create') return registerApplicationIn(work, { key: one.key, ...applicationFields(one) });
  return changeApplicationIn(work, one.key, applicationFields(one), planReason(applying));
}

async function applyDependency(applying: Applying, row: Row, one: PlanDependency | undefined): Promise<Applied> {
  const { work, standing } = applying;
  if (row.action !== 'withdraw' && one !== undefined)
    return addDependencyIn(work, { from: one.from, to: one.to, type: one.type, note: one.note ?? null });
  const id = standing.ids.dependencies.get(row.key);
  return id === undefined ? done(null) : withdrawDependencyIn(work, id, withdrawnReason(applying));
}

/** What another system recorded, as data: marked imported, by whom and when. It is never rewritten. */
async function applyHistory({ work }: Applying, row: Row, one: PlanHistory | undefined): Promise<Applied> {
  if (one === undefined) return done(null);
  if (row.action !== 'create') return refuse(no['history-is-not-rewritten']({ key: row.key }));
  const [application] = await applicationsBy(work.tx, { keys: [one.application] });
  if (application === undefined) return refuse(no['unknown-application']({ key: one.application }));
  const denied = work.mayNot('integrations.import-history', application.unitId);
  if (denied.length > 0) return { ok: false, refusals: denied };
  if (await insertHistory(work.tx, one, application.id, work.actor.id, work.now)) {
    work.say({
      act: 'integrations.history-imported',
      subject: { kind: 'application', id: application.id, key: application.key, unitIds: [application.unitId] },
      version: application.version,
      before: null,
      after: {
        imported: { [one.key]: { kind: one.kind, version: one.version ?? null, source: one.source, sourceTime: one.sourceTime } },
      },
    });
  }
  return done(null);
}

/** Applies one row through the act of the room that owns the record: its rights, its rules, its ledger entry. */
export function applyRow(applying: Applying, row: Row): Promise<Applied> {
  const { wanted } = applying;
  switch (row.subject) {
    case 'unit':
      return applyUnit(applying, row, wanted.units.get(row.key));
    case 'application':
      return applyApplication(applying, row, wanted.applications.get(row.key));
    case 'dependency':
      return applyDependency(applying, row, wanted.dependencies.get(row.key));
    case 'calendar':
      return applyCalendar(applying, row, wanted.calendars.get(row.key));
    case 'window':
      return applyWindow(applying, row, wanted.windows.get(row.key));
    case 'freeze':
      return applyFreeze(applying, row, wanted.freezes.get(row.key));
    case 'release':
      return applyRelease(applying, row, wanted.releases.get(row.key));
    case 'history':
      return applyHistory(applying, row, wanted.history.get(row.key));
  }
}
