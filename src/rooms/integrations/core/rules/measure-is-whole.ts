import type { PlanCriterion } from '../plan-file.ts';
import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

const partsOfMeasure = ['operator', 'threshold'] as const;

function told(criterion: PlanCriterion): Pick<Finding, 'message' | 'remedy'> | undefined {
  const missing = partsOfMeasure.filter((part) => criterion[part] === undefined);
  const foreign = partsOfMeasure.filter((part) => criterion[part] !== undefined);
  if (criterion.type === 'measure' && missing.length > 0) {
    return {
      message: `The measure "${criterion.key}" has no ${missing.join(', ')}.`,
      remedy: `Add ${missing.join(', ')}, or make it a checklist item.`,
    };
  }
  if (criterion.type === 'checklist' && foreign.length > 0) {
    return {
      message: `The checklist item "${criterion.key}" has ${foreign.join(', ')}.`,
      remedy: 'Make it a measure, or take these out.',
    };
  }
  return undefined;
}

/** A measure says what is compared with what; a checklist item is answered by a person. */
export function measureIsWhole(shaped: ShapedPlan): Finding[] {
  return shaped.releases.flatMap(({ at, value }) =>
    value.gates.flatMap((gate, gateIndex) =>
      gate.criteria.flatMap((criterion, index) => {
        const wrong = told(criterion);
        return wrong ? [{ at: [...at, 'gates', gateIndex, 'criteria', index], code: 'plan.measure-is-whole', ...wrong }] : [];
      }),
    ),
  );
}
