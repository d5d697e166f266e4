import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

/** Only an enterprise release has parts. A parent outside the file is judged when the plan is applied. */
export function parentIsEnterprise(shaped: ShapedPlan): Finding[] {
  const kinds = new Map(shaped.releases.map(({ value }) => [value.key, value.kind]));
  return shaped.releases.flatMap(({ at, value }) => {
    const kind = value.parent === undefined ? undefined : kinds.get(value.parent);
    if (kind === undefined || kind === 'enterprise') return [];
    const message = `"${value.parent}" is of kind ${kind} and has no parts.`;
    return [
      {
        at: [...at, 'parent'],
        code: 'plan.parent-is-enterprise',
        message,
        remedy: 'Name an enterprise release, or take "parent" out.',
      },
    ];
  });
}
