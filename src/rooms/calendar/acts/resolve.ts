import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { applicationsBy } from '../../portfolio/door.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { nearestAbove, type Scope } from '../core/scope.ts';
import type { TargetOffset } from '../core/window.ts';
import { rootUnit, unitsNamed } from '../store/units.ts';
import { calendarForUse } from '../store/working-calendars.ts';

export type ScopeText = {
  readonly units: readonly string[];
  readonly applications: readonly string[];
  readonly criticalities: readonly string[];
  readonly environmentClasses?: readonly string[] | undefined;
  readonly gxpOnly: boolean;
};
export type Where = { readonly scope: Scope; readonly unitId: string; readonly unitIds: readonly string[] };

/**
 * Units and applications by id or key, and the unit where rights are asked: the nearest one above all that the scope holds. An application that the actor
 * may neither read nor plan for is not there for them.
 */
export async function resolveScope(work: Work, right: string, text: ScopeText): Promise<Outcome<Where>> {
  const units = await unitsNamed(work.tx, text.units, 'for share');
  const applications =
    text.applications.length === 0
      ? []
      : await applicationsBy(work.tx, { ids: text.applications.filter(looksLikeId), keys: text.applications });
  const may = (unitId: string): boolean => ['portfolio.read', right].some((one) => work.mayNot(one, unitId).length === 0);
  const standing = applications.filter((one) => one.withdrawnAt === null && may(one.unitId));
  const refusals = [
    ...missing(text.units, units, 'unit', '/scope/units'),
    ...missing(text.applications, standing, 'application', '/scope/applications'),
  ];
  if (refusals.length > 0) return refused(refusals);
  const root = await rootUnit(work.tx);
  if (root === null) return refuse(no['no-organisation']());
  const holding =
    standing.length === 0 ? units : await unitsNamed(work.tx, [...new Set(standing.map((application) => application.unitId))]);
  const scope: Scope = {
    unitIds: idsOf(units),
    applicationIds: idsOf(standing),
    criticalities: [...new Set(text.criticalities)].toSorted(),
    environmentClasses: [...new Set(text.environmentClasses ?? [])].toSorted(),
    gxpOnly: text.gxpOnly,
  };
  if (holding.length === 0) return done({ scope, unitId: root, unitIds: [root] });
  return done({ scope, unitId: nearestAbove(holding.map((unit) => unit.path)) ?? root, unitIds: idsOf(holding) });
}

/** The calendar that a record counts by, locked against its withdrawal; null: the default one. */
export async function resolveCalendar(work: Work, idOrKey: string | null): Promise<Outcome<string | null>> {
  if (idOrKey === null) return done(null);
  const found = await calendarForUse(work.tx, idOrKey);
  if (found !== undefined) return done(found.id);
  return refuse(no['names-nothing']({ what: 'working calendar', named: idOrKey }, { field: '/workingCalendar' }));
}

/** Targets of one record have keys of their own. */
export const faultsOfTargets = (targets: readonly TargetOffset[]): readonly Refusal[] =>
  [...new Set(targets.map((one) => one.key).filter((key, at, keys) => keys.indexOf(key) !== at))].map((key) =>
    no['targets-twice']({ key }, { field: '/targets' }),
  );

/** All refusals of several outcomes. */
export const refusalsOf = (...outcomes: readonly Outcome<unknown>[]): readonly Refusal[] =>
  outcomes.flatMap((one) => (one.ok ? [] : one.refusals));

const looksLikeId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);
const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id).toSorted();

const missing = (
  named: readonly string[],
  found: readonly { readonly id: string; readonly key: string }[],
  what: string,
  field: string,
): readonly Refusal[] =>
  named.flatMap((one, at) =>
    found.some((row) => row.id === one || row.key === one)
      ? []
      : [no['names-nothing']({ what, named: one }, { field: `${field}/${at}` })],
  );
