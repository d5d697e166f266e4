import { byKey, byText } from './canonical-order.ts';
import { normalApplication, normalCalendar, normalFreeze, normalHistory, normalRelease, normalWindow } from './normal-records.ts';
import type { Normalising } from './normal-time.ts';
import { type PlanDependency, type PlanFile, type PlanFileInput, planFileShape } from './plan-file.ts';
import type { Finding, PlanPath } from './plan-problem.ts';
import { type Placed, type ShapedPlan, shapePlan } from './shape-plan.ts';

const byEnds = (one: PlanDependency, two: PlanDependency): number =>
  byText(one.from, two.from) || byText(one.to, two.to) || byText(one.type, two.type);

const fallback = { interlock: 1, name: 'unnamed', zone: 'UTC' } as const;

/** One file, one normal form: instants, zones and order are settled; what cannot be settled is told with its place. */
export function normalForm(shaped: ShapedPlan): { readonly plan: PlanFile; readonly findings: readonly Finding[] } {
  const header = shaped.header ?? fallback;
  const context: Normalising = { zone: header.zone, findings: [] };
  const each = <T>(placed: readonly Placed<T>[], normal: (value: T, at: PlanPath, context: Normalising) => T): T[] =>
    placed.map(({ value, at }) => normal(value, at, context));
  const plan: PlanFile = {
    ...header,
    units: shaped.units.map(({ value }) => value).toSorted(byKey),
    applications: each(shaped.applications, normalApplication).toSorted(byKey),
    dependencies: shaped.dependencies.map(({ value }) => value).toSorted(byEnds),
    calendars: each(shaped.calendars, normalCalendar).toSorted(byKey),
    windows: each(shaped.windows, normalWindow).toSorted(byKey),
    freezes: each(shaped.freezes, normalFreeze).toSorted(byKey),
    releases: each(shaped.releases, normalRelease).toSorted(byKey),
    history: each(shaped.history, normalHistory).toSorted(byKey),
  };
  return { plan, findings: context.findings };
}

/** For programs that build a plan (converters, exports): the normal form, or a fault, because a program must not build a bad one. */
export function normalisePlan(input: PlanFileInput): PlanFile {
  const { shaped, findings: ofShape } = shapePlan(planFileShape.parse(input));
  const { plan, findings } = normalForm(shaped);
  const [first] = [...ofShape, ...findings];
  if (first) throw new TypeError(`${first.at.join('.')}: ${first.message}`);
  return plan;
}
