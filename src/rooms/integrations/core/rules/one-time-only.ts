import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

/** A window or a freeze is there once or repeats: exactly one of them. */
export function oneTimeOnly(shaped: ShapedPlan): Finding[] {
  return [...shaped.windows, ...shaped.freezes].flatMap(({ at, value }) => {
    if ((value.once === undefined) !== (value.repeats === undefined)) return [];
    const message = value.once ? `"${value.key}" says both "once" and "repeats".` : `"${value.key}" does not say when.`;
    const remedy = value.once ? 'Keep one of the two.' : 'Add "once" (start, end) or "repeats" (first, rule, lasts).';
    return [{ at, code: 'plan.one-time-only', message, remedy }];
  });
}
