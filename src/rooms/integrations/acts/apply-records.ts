import { done, refuse } from '../../../foundation/refusal.ts';
import {
  byPlanRefs,
  changeFreezeIn,
  changeWindowIn,
  proposeWindowIn,
  registerFreezeIn,
  registerWindowIn,
  withdrawFreezeIn,
  withdrawWindowIn,
} from '../../calendar/door.ts';
import { changeUnitIn, createUnitIn, withdrawUnitIn } from '../../identity/door.ts';
import {
  addDependencyIn,
  applicationsBy,
  changeApplicationIn,
  registerApplicationIn,
  withdrawApplicationIn,
  withdrawDependencyIn,
} from '../../portfolio/door.ts';
import { minutesOfDuration } from '../core/duration.ts';
import type {
  PlanApplication,
  PlanDependency,
  PlanFile,
  PlanFreeze,
  PlanHistory,
  PlanUnit,
  PlanWindow,
} from '../core/plan-file.ts';
import { integrationRefusals as no } from '../core/refusals.ts';
import { insertHistory } from '../store/plans.ts';
import { applyRelease } from './apply-release.ts';
import type { Applied, Applying, Row } from './applying.ts';

const reasonOf = (plan: PlanFile): string => `Plan “${plan.name}” does not hold it any more`;
const planReason = (plan: PlanFile): string => `Applied from the plan “${plan.name}”`;
const relevance = (value: boolean | 'unknown'): 'yes' | 'no' | 'unknown' =>
  value === 'unknown' ? 'unknown' : value ? 'yes' : 'no';

async function applyUnit({ work, desired, standing }: Applying, row: Row, unit: PlanUnit | undefined): Promise<Applied> {
  if (row.action === 'withdraw' || unit === undefined) return withdrawUnitIn(work, row.key, reasonOf(desired));
  if (row.action === 'create') {
    const parent = unit.parent ?? standing.rootUnit?.key;
    return parent === undefined ? refuse(no['no-root-unit']({})) : createUnitIn(work, { key: unit.key, name: unit.name, parent });
  }
  return changeUnitIn(work, unit.key, {
    name: unit.name,
    ...(unit.parent === undefined ? {} : { parent: unit.parent }),
    reason: planReason(desired),
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

async function applyApplication({ work, desired }: Applying, row: Row, one: PlanApplication | undefined): Promise<Applied> {
  if (row.action === 'withdraw' || one === undefined) return withdrawApplicationIn(work, row.key, reasonOf(desired));
  if (row.action === 'create') return registerApplicationIn(work, { key: one.key, ...applicationFields(one) });
  return changeApplicationIn(work, one.key, applicationFields(one), planReason(desired));
}

async function applyDependency(
  { work, desired, standing }: Applying,
  row: Row,
  one: PlanDependency | undefined,
): Promise<Applied> {
  if (row.action !== 'withdraw' && one !== undefined)
    return addDependencyIn(work, { from: one.from, to: one.to, type: one.type, note: one.note ?? null });
  const id = standing.ids.dependencies.get(row.key);
  return id === undefined ? done(null) : withdrawDependencyIn(work, id, reasonOf(desired));
}

type Timed = PlanWindow | PlanFreeze;
const scopeOf = (one: Timed) => ({
  units: [...(one.scope?.units ?? [])],
  applications: [...(one.scope?.applications ?? [])],
  criticalities: [...(one.scope?.criticalities ?? [])],
  gxpOnly: one.scope?.gxpOnly ?? false,
});

const repeatsOf = (one: Timed) =>
  one.repeats === undefined
    ? {}
    : {
        repeats: {
          rule: one.repeats.rule,
          startsAt: one.repeats.first,
          minutes: minutesOfDuration(one.repeats.lasts) ?? 0,
          measure: 'wall' as const,
          except: [],
          also: [],
        },
      };

const targetsOf = (one: PlanWindow) =>
  one.targets.map((target) => ({
    key: target.key,
    name: target.name,
    days: target.daysBefore === 0 ? 0 : -target.daysBefore,
    measure: 'calendar' as const,
  }));

/** A window of a file is proposed; one that is over stays a draft. Locking is a person's decision (law 10). */
async function applyWindow({ work, desired, standing }: Applying, row: Row, one: PlanWindow | undefined): Promise<Applied> {
  const id = standing.ids.windows.get(row.key) ?? (await byPlanRefs(work.tx, { windows: [row.key] }))[0]?.id;
  if (row.action === 'withdraw' || one === undefined)
    return id === undefined ? done(null) : withdrawWindowIn(work, id, reasonOf(desired));
  const zone = one.zone ?? desired.zone;
  const once = one.once === undefined ? {} : { once: { start: one.once.start, end: one.once.end, goLive: null } };
  const fields = {
    name: one.name,
    note: one.note ?? null,
    zone,
    ...once,
    ...repeatsOf(one),
    scope: scopeOf(one),
    targets: targetsOf(one),
  };
  if (id !== undefined) return changeWindowIn(work, id, { ...fields, reason: planReason(desired) });
  const registered = await registerWindowIn(work, { planRef: one.key, ...fields, workingCalendar: null, state: 'draft' });
  if (!registered.ok) return registered;
  const over = one.once !== undefined && new Date(one.once.end) <= work.now;
  return over ? registered : proposeWindowIn(work, registered.value.id);
}

async function applyFreeze({ work, desired, standing }: Applying, row: Row, one: PlanFreeze | undefined): Promise<Applied> {
  const id = standing.ids.freezes.get(row.key) ?? (await byPlanRefs(work.tx, { freezes: [row.key] }))[0]?.id;
  if (row.action === 'withdraw' || one === undefined)
    return id === undefined ? done(null) : withdrawFreezeIn(work, id, reasonOf(desired));
  const zone = one.zone ?? desired.zone;
  const once = one.once === undefined ? {} : { once: { start: one.once.start, end: one.once.end } };
  const fields = {
    name: one.name,
    reason: one.reason,
    zone,
    ...once,
    ...repeatsOf(one),
    scope: { ...scopeOf(one), environmentClasses: [] },
  };
  return id === undefined
    ? registerFreezeIn(work, { planRef: one.key, ...fields, severity: 'blocks' })
    : changeFreezeIn(work, id, fields);
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
  const { desired } = applying;
  const byKey = <T extends { readonly key: string }>(list: readonly T[]): T | undefined =>
    list.find((one) => one.key === row.key);
  switch (row.subject) {
    case 'unit':
      return applyUnit(applying, row, byKey(desired.units));
    case 'application':
      return applyApplication(applying, row, byKey(desired.applications));
    case 'dependency':
      return applyDependency(
        applying,
        row,
        desired.dependencies.find((one) => `${one.from} -> ${one.to} (${one.type})` === row.key),
      );
    case 'window':
      return applyWindow(applying, row, byKey(desired.windows));
    case 'freeze':
      return applyFreeze(applying, row, byKey(desired.freezes));
    case 'release':
      return applyRelease(applying, row, byKey(desired.releases));
    case 'history':
      return applyHistory(applying, row, byKey(desired.history));
  }
}
