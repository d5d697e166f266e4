import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

/** A target lies so many days before go-live, or so many after it: exactly one of them. */
export function targetOneDay(shaped: ShapedPlan): Finding[] {
  return shaped.windows.flatMap(({ at, value }) =>
    value.targets.flatMap(({ key, daysBefore, daysAfter }, index) => {
      if ((daysBefore === undefined) !== (daysAfter === undefined)) return [];
      const message =
        daysBefore === undefined
          ? `The target "${key}" does not say when.`
          : `The target "${key}" says both "daysBefore" and "daysAfter".`;
      const remedy =
        daysBefore === undefined ? 'Add "daysBefore", or "daysAfter", counted from go-live.' : 'Keep one of the two.';
      return [{ at: [...at, 'targets', index], code: 'plan.target-one-day', message, remedy }];
    }),
  );
}
