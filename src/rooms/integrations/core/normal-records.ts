import { byKey, byText, byTime, distinctInOrder } from './canonical-order.ts';
import { type Normalising, normalInstant, normalRepeats, normalSpan } from './normal-time.ts';
import type { PlanApplication, PlanCalendar, PlanFreeze, PlanGate, PlanHistory, PlanRelease, PlanWindow } from './plan-file.ts';
import type { PlanPath } from './plan-problem.ts';
import { canonicalRule } from './recurrence-rule.ts';

/** The owner of one record is the same person, however the address is capitalised. */
const normalOwner = (owner: string | undefined): { owner: string } | undefined =>
  owner === undefined ? undefined : { owner: owner.toLowerCase() };

export const normalApplication = (application: PlanApplication): PlanApplication => ({
  ...application,
  ...normalOwner(application.owner),
});

type Scope = NonNullable<PlanWindow['scope']>;

const normalScope = (scope: Scope | undefined): Scope => ({
  units: distinctInOrder(scope?.units ?? []),
  applications: distinctInOrder(scope?.applications ?? []),
  criticalities: distinctInOrder(scope?.criticalities ?? []),
  gxpOnly: scope?.gxpOnly ?? false,
});

/** Negative before go-live. */
const offsetOf = (target: PlanWindow['targets'][number]): number => target.daysAfter ?? -(target.daysBefore ?? 0);

const earliestFirst = (one: PlanWindow['targets'][number], two: PlanWindow['targets'][number]): number =>
  offsetOf(one) - offsetOf(two) || byText(one.key, two.key);

function normalWindowSpan(once: NonNullable<PlanWindow['once']>, at: PlanPath, context: Normalising): PlanWindow['once'] {
  const span = normalSpan(once, at, context);
  const goLive = once.goLive === undefined ? undefined : normalInstant(once.goLive, [...at, 'goLive'], context);
  return goLive === undefined || goLive === span.start ? span : { ...span, goLive };
}

export function normalWindow(window: PlanWindow, at: PlanPath, context: Normalising): PlanWindow {
  const { once, repeats } = window;
  const zone = window.zone ?? context.zone;
  return {
    ...window,
    zone,
    ...(once && { once: normalWindowSpan(once, [...at, 'once'], { ...context, zone }) }),
    ...(repeats && { repeats: normalRepeats(repeats) }),
    scope: normalScope(window.scope),
    targets: window.targets.toSorted(earliestFirst),
  };
}

export function normalFreeze(freeze: PlanFreeze, at: PlanPath, context: Normalising): PlanFreeze {
  const { once, repeats, scope } = freeze;
  const zone = freeze.zone ?? context.zone;
  return {
    ...freeze,
    zone,
    ...(once && { once: normalSpan(once, [...at, 'once'], { ...context, zone }) }),
    ...(repeats && { repeats: normalRepeats(repeats) }),
    scope: { ...normalScope(scope), environmentClasses: distinctInOrder(scope?.environmentClasses ?? []) },
  };
}

export const normalCalendar = (calendar: PlanCalendar, _: PlanPath, context: Normalising): PlanCalendar => ({
  ...calendar,
  zone: calendar.zone ?? context.zone,
  // Hours and holidays keep the order of the file: it is the order in which people see them.
  holidays: calendar.holidays.map((holiday) => ({
    ...holiday,
    ...(holiday.rule !== undefined && { rule: canonicalRule(holiday.rule) }),
    except: distinctInOrder(holiday.except),
  })),
});

const normalGate = (gate: PlanGate, at: PlanPath, context: Normalising): PlanGate => ({
  ...gate,
  ...(gate.due !== undefined && { due: normalInstant(gate.due, [...at, 'due'], context) }),
  deciders: distinctInOrder(gate.deciders),
});

function normalGoLive(goLive: NonNullable<PlanRelease['goLive']>, at: PlanPath, context: Normalising): PlanRelease['goLive'] {
  const zone = goLive.zone ?? context.zone;
  return { ...goLive, ...normalSpan(goLive, at, { ...context, zone }), zone };
}

/** Left out where it says what the phases say already. Phases are in normal form. */
function normalWarranty(
  release: Pick<PlanRelease, 'warrantyEnd' | 'phases'>,
  at: PlanPath,
  context: Normalising,
): { warrantyEnd: string } | undefined {
  const { warrantyEnd } = release;
  if (warrantyEnd === undefined) return undefined;
  const ofPhases = warrantyEndOf(release.phases);
  const end = warrantyEnd === 'none' ? 'none' : normalInstant(warrantyEnd, [...at, 'warrantyEnd'], context);
  return end === (ofPhases ?? 'none') ? undefined : { warrantyEnd: end };
}

/** The warranty ends with the last warranty phase, where nothing else is said. Instants of the normal form are in the order of their texts. */
export const warrantyEndOf = (phases: PlanRelease['phases']): string | undefined =>
  phases
    .filter((phase) => phase.kind === 'warranty')
    .map((phase) => phase.end)
    .toSorted(byText)
    .at(-1);

export function normalRelease(release: PlanRelease, at: PlanPath, context: Normalising): PlanRelease {
  const phases = release.phases.map((phase, index) => ({ ...phase, ...normalSpan(phase, [...at, 'phases', index], context) }));
  const milestones = release.milestones.map((milestone, index) => ({
    ...milestone,
    at: normalInstant(milestone.at, [...at, 'milestones', index, 'at'], context),
  }));
  const { warrantyEnd, ...rest } = release;
  const gates = release.gates.map((gate, index) => normalGate(gate, [...at, 'gates', index], context));
  return {
    ...rest,
    ...normalOwner(release.owner),
    applications: release.applications.toSorted(byKey),
    phases: phases.toSorted(byTime((phase) => phase.start)),
    milestones: milestones.toSorted(byTime((milestone) => milestone.at)),
    ...(release.goLive && { goLive: normalGoLive(release.goLive, [...at, 'goLive'], context) }),
    ...normalWarranty({ warrantyEnd, phases }, at, context),
    // Gates and criteria keep the order of the file: it is the order in which people see them.
    gates,
  };
}

export const normalHistory = (record: PlanHistory, at: PlanPath, context: Normalising): PlanHistory => ({
  ...record,
  sourceTime: normalInstant(record.sourceTime, [...at, 'sourceTime'], context),
  times: record.times
    .map((time, index) => ({ name: time.name, at: normalInstant(time.at, [...at, 'times', index, 'at'], context) }))
    .toSorted((one, two) => byText(one.at, two.at) || byText(one.name, two.name)),
});
