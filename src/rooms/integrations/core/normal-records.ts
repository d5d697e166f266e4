import { byKey, byText, byTime, distinctInOrder } from './canonical-order.ts';
import { type Normalising, normalInstant, normalRepeats, normalSpan } from './normal-time.ts';
import type { PlanApplication, PlanFreeze, PlanGate, PlanHistory, PlanRelease, PlanWindow } from './plan-file.ts';
import type { PlanPath } from './plan-problem.ts';

type Timed = Pick<PlanWindow, 'zone' | 'once' | 'repeats' | 'scope'>;

/** The owner of one record is the same person, however the address is capitalised. */
const normalOwner = (owner: string | undefined): { owner: string } | undefined =>
  owner === undefined ? undefined : { owner: owner.toLowerCase() };

export const normalApplication = (application: PlanApplication): PlanApplication => ({
  ...application,
  ...normalOwner(application.owner),
});

function normalTimed({ zone: own, once, repeats, scope }: Timed, at: PlanPath, context: Normalising): Timed & { zone: string } {
  const zone = own ?? context.zone;
  const inZone = { ...context, zone };
  return {
    zone,
    ...(once && { once: normalSpan(once, [...at, 'once'], inZone) }),
    ...(repeats && { repeats: normalRepeats(repeats) }),
    scope: {
      units: distinctInOrder(scope?.units ?? []),
      applications: distinctInOrder(scope?.applications ?? []),
      criticalities: distinctInOrder(scope?.criticalities ?? []),
      gxpOnly: scope?.gxpOnly ?? false,
    },
  };
}

const mostDaysFirst = (one: PlanWindow['targets'][number], two: PlanWindow['targets'][number]): number =>
  two.daysBefore - one.daysBefore || byText(one.key, two.key);

export const normalWindow = (window: PlanWindow, at: PlanPath, context: Normalising): PlanWindow => ({
  ...window,
  ...normalTimed(window, at, context),
  targets: window.targets.toSorted(mostDaysFirst),
});

export const normalFreeze = (freeze: PlanFreeze, at: PlanPath, context: Normalising): PlanFreeze => ({
  ...freeze,
  ...normalTimed(freeze, at, context),
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

export function normalRelease(release: PlanRelease, at: PlanPath, context: Normalising): PlanRelease {
  const phases = release.phases.map((phase, index) => ({ ...phase, ...normalSpan(phase, [...at, 'phases', index], context) }));
  const milestones = release.milestones.map((milestone, index) => ({
    ...milestone,
    at: normalInstant(milestone.at, [...at, 'milestones', index, 'at'], context),
  }));
  const gates = release.gates.map((gate, index) => normalGate(gate, [...at, 'gates', index], context));
  return {
    ...release,
    ...normalOwner(release.owner),
    applications: release.applications.toSorted(byKey),
    phases: phases.toSorted(byTime((phase) => phase.start)),
    milestones: milestones.toSorted(byTime((milestone) => milestone.at)),
    ...(release.goLive && { goLive: normalGoLive(release.goLive, [...at, 'goLive'], context) }),
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
