import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { calendarsForExport, freezesForExport, windowsForExport } from '../../calendar/door.ts';
import { type CriterionDraft, type GateDraft, gateDraftsOf } from '../../gates/door.ts';
import { organisation, peopleBy, type UnitName } from '../../identity/door.ts';
import { type Application, applicationsBy, type Dependency, dependenciesOf } from '../../portfolio/door.ts';
import { type ExportedRelease, releasesForExport } from '../../releases/door.ts';
import { normalisePlan } from '../core/normalise-plan.ts';
import { type PlanFile, type PlanFileInput, planHeaderShape } from '../core/plan-file.ts';
import { criterionTypes, decidingRoles, guardedVerbs, operators, recordingRoles } from '../core/plan-words.ts';
import { sayable } from '../core/sayable.ts';
import { historyInPlanForm } from '../store/plans.ts';
import { beyondFile, calendarInPlanForm, freezeInPlanForm, keyOf, windowInPlanForm } from './calendar-in-plan-form.ts';

export type Header = Pick<PlanFile, 'interlock' | 'name' | 'title' | 'zone' | 'source'>;

/** What stands now in the form of a plan, what a file cannot say, and where the records are. */
export type StandingPlan = {
  readonly plan: PlanFile;
  /** Records that a plan file has no words for, each with why. */
  readonly unsaid: readonly string[];
  readonly rootUnit: UnitName | null;
  /** When milestones were done, as `release milestone`: a file has no word for it, and applying one does not undo it. */
  readonly milestonesDone: ReadonlyMap<string, string>;
  /** Ids behind the keys of the plan. */
  readonly ids: {
    readonly releases: ReadonlyMap<string, string>;
    readonly windows: ReadonlyMap<string, string>;
    readonly freezes: ReadonlyMap<string, string>;
    readonly dependencies: ReadonlyMap<string, string>;
  };
};

type Input<K extends 'units' | 'applications' | 'dependencies' | 'releases'> = NonNullable<PlanFileInput[K]>[number];
type GateInput = NonNullable<Input<'releases'>['gates']>[number];

const pageSize = 500;

async function all<T extends { readonly id: string }>(
  page: (after: string | null) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (;;) {
    const more = await page(rows.at(-1)?.id ?? null);
    rows.push(...more);
    if (more.length < pageSize) return rows;
  }
}

const relevance = { yes: true, no: false, unknown: 'unknown' } as const;
function set<K extends string, V extends string | number>(name: K, value: V | null): { [P in K]?: V };
function set(name: string, value: string | number | null): object {
  return value === null || value === '' ? {} : { [name]: value };
}

/** A unit says where it stands also where the unit above lies beyond the reader's reach: without that, the file would move it. */
const unitsOf = (units: readonly UnitName[], keys: ReadonlyMap<string, string>): readonly Input<'units'>[] =>
  units.map((unit) => ({
    key: unit.key,
    name: unit.name,
    ...set('parent', unit.parentId === null ? null : (keys.get(unit.parentId) ?? null)),
  }));

const applicationOf = (one: Application, unit: string, owner: string | null): Input<'applications'> => ({
  key: one.key,
  name: one.name,
  unit,
  ...set('owner', owner),
  criticality: one.criticality,
  gxp: relevance[one.gxp],
  sox: relevance[one.sox],
  ...set('technology', one.technology),
  lifecycleStage: one.lifecycleStage,
  ...set('description', one.description),
});

const within = <W extends string>(words: readonly W[], word: string): W | undefined => words.find((known) => known === word);

function criterionOf(draft: CriterionDraft): NonNullable<GateInput['criteria']>[number] | null {
  const type = within(criterionTypes, draft.type);
  if (type === undefined) return null;
  const operator = draft.operator === null ? undefined : within(operators, draft.operator);
  const responsible = draft.responsible === null ? undefined : within(recordingRoles, draft.responsible);
  return {
    key: draft.key,
    text: draft.text,
    type,
    ...(operator === undefined ? {} : { operator }),
    ...set('threshold', draft.threshold),
    ...set('unit', draft.unit),
    ...set('source', draft.source),
    ...set('freshnessHours', draft.freshnessHours),
    ...(responsible === undefined ? {} : { responsible }),
    ...set('evidence', draft.evidence),
    ...set('fact', draft.fact),
    ...set('wants', draft.wants),
    ...set('expression', draft.expression),
    critical: draft.critical,
    ...set('checker', draft.checker),
    ...set('answerHours', draft.answerHours),
  };
}

function gateOf(draft: GateDraft): GateInput | null {
  const guards = within(guardedVerbs, draft.guards);
  if (guards === undefined) return null;
  return {
    key: draft.key,
    name: draft.name,
    guards,
    ...set('due', draft.dueAt === null ? null : draft.dueAt.toISOString()),
    deciders: draft.deciders.flatMap((role) => within(decidingRoles, role) ?? []),
    ...set('greenHours', draft.greenHours),
    criteria: draft.criteria.flatMap((criterion) => criterionOf(criterion) ?? []),
  };
}

function releaseOf(one: ExportedRelease, gates: readonly GateDraft[]): Input<'releases'> {
  return {
    key: keyOf(one),
    name: one.name,
    kind: one.kind,
    class: one.class,
    unit: one.unit,
    ...set('owner', one.owner),
    ...set('summary', one.summary),
    ...set('parent', one.parent),
    applications: one.applications.map((application) => ({
      key: application.key,
      role: application.role,
      ...set('version', application.version),
    })),
    phases: one.phases.map((phase) => ({
      key: phase.key,
      name: phase.name,
      kind: phase.kind,
      start: phase.start.toISOString(),
      end: phase.end.toISOString(),
    })),
    milestones: one.milestones.map((milestone) => ({ key: milestone.key, name: milestone.name, at: milestone.at.toISOString() })),
    ...(one.goLive === null
      ? {}
      : {
          goLive: {
            start: one.goLive.start.toISOString(),
            end: one.goLive.end.toISOString(),
            zone: one.goLive.zone,
            ...set('backOutMinutes', one.backOutMinutes),
          },
        }),
    warrantyEnd: one.warrantyEnd?.toISOString() ?? 'none',
    gates: gates.flatMap((gate) => gateOf(gate) ?? []),
  };
}

const dependencyKey = (one: { readonly from: string; readonly to: string; readonly type: string }): string =>
  `${one.from} -> ${one.to} (${one.type})`;

function dependenciesIn(dependencies: readonly Dependency[], keys: ReadonlyMap<string, string>) {
  const inputs: Input<'dependencies'>[] = [];
  const ids = new Map<string, string>();
  for (const one of dependencies) {
    const from = keys.get(one.fromId);
    const to = keys.get(one.toId);
    if (from === undefined || to === undefined) continue;
    const input = { from, to, type: one.type, ...set('note', one.note) };
    inputs.push(input);
    ids.set(dependencyKey(input), one.id);
  }
  return { inputs, ids };
}

const idsByKey = (
  rows: readonly { readonly id: string; readonly planRef: string | null; readonly key: string }[],
): ReadonlyMap<string, string> => new Map(rows.map((row) => [keyOf(row), row.id] as const));

/**
 * The whole portfolio as a plan in normal form, of the units in reach: what a file is compared with, and what an export writes. Records that
 * were not made by a plan go by their human key.
 */
export async function standingPlan(db: Db, header: Header, reach: Reach): Promise<StandingPlan> {
  const units = await organisation(db);
  const seen = reach === 'all' ? units : units.filter((unit) => reach.has(unit.id));
  const unitKeys = new Map(units.map((unit) => [unit.id, unit.key] as const));
  const applications = (await applicationsBy(db, { unitIds: seen.map((unit) => unit.id) })).filter(
    (one) => one.withdrawnAt === null,
  );
  const owners = await peopleBy(db, { ids: [...new Set(applications.flatMap((one) => one.ownerId ?? []))] });
  const emails = new Map(owners.map((owner) => [owner.id, owner.email] as const));
  const keys = new Map(applications.map((one) => [one.id, one.key] as const));
  const dependencies = dependenciesIn(
    await dependenciesOf(
      db,
      applications.map((one) => one.id),
    ),
    keys,
  );
  const windows = await all((after) => windowsForExport(db, { reach, after, limit: pageSize }));
  const freezes = await all((after) => freezesForExport(db, { reach, after, limit: pageSize }));
  const unitIds = reach === 'all' ? 'all' : [...reach];
  const releases = (await all((after) => releasesForExport(db, { unitIds, origin: 'native', after, limit: pageSize }))).filter(
    (one) => one.origin === 'native',
  );
  const gates = await gateDraftsOf(
    db,
    releases.map((one) => ({ kind: 'release', id: one.id })),
  );
  const named = { units: new Set(seen.map((unit) => unit.key)), applications: new Set(keys.values()) };
  const beyond = [...windows, ...freezes].flatMap((one) => {
    const why = beyondFile(one, named);
    return why === null ? [] : [`${one.key} “${one.name}”: ${why}`];
  });
  const parts = {
    units: sayable('units', unitsOf(seen, unitKeys)),
    applications: sayable(
      'applications',
      applications.map((one) =>
        applicationOf(one, unitKeys.get(one.unitId) ?? '', one.ownerId === null ? null : (emails.get(one.ownerId) ?? null)),
      ),
    ),
    dependencies: sayable('dependencies', dependencies.inputs),
    calendars: sayable('calendars', (await calendarsForExport(db)).map(calendarInPlanForm)),
    windows: sayable('windows', windows.filter((one) => beyondFile(one, named) === null).map(windowInPlanForm)),
    freezes: sayable('freezes', freezes.filter((one) => beyondFile(one, named) === null).map(freezeInPlanForm)),
    releases: sayable(
      'releases',
      releases.map((one) => releaseOf(one, gates.get(one.id) ?? [])),
    ),
  };
  const plan = normalisePlan({
    ...planHeaderShape.parse(header),
    units: [...parts.units.said],
    applications: [...parts.applications.said],
    dependencies: [...parts.dependencies.said],
    calendars: [...parts.calendars.said],
    windows: [...parts.windows.said],
    freezes: [...parts.freezes.said],
    releases: [...parts.releases.said],
    history: (await historyInPlanForm(db)).filter((one) => named.applications.has(one.application)),
  });
  return {
    plan,
    unsaid: [...beyond, ...Object.values(parts).flatMap((part) => part.unsaid)],
    milestonesDone: new Map(
      releases.flatMap((one) =>
        one.milestones.flatMap((milestone) =>
          milestone.doneAt === null ? [] : [[`${keyOf(one)} ${milestone.key}`, milestone.doneAt.toISOString()] as const],
        ),
      ),
    ),
    rootUnit: units.find((unit) => unit.parentId === null) ?? null,
    ids: { releases: idsByKey(releases), windows: idsByKey(windows), freezes: idsByKey(freezes), dependencies: dependencies.ids },
  };
}
