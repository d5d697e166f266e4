import type { ChangeModel, DemandedFrom } from '../contract-words.ts';
import type { Facets } from './facets.ts';
import type { ModelContent } from './model.ts';

export type Asks = { readonly quality: boolean; readonly backOutPlan: boolean; readonly testPlan: boolean };

/** From the mildest to the gravest. */
const order: readonly string[] = ['low', 'medium', 'high', 'critical'] satisfies DemandedFrom[];

/** Whether a plan is demanded at a criticality. Unknown counts as critical (law 6). */
function demanded(from: DemandedFrom, criticality: string): boolean {
  if (from === 'never') return false;
  const at = order.indexOf(criticality);
  return (at < 0 ? order.length - 1 : at) >= order.indexOf(from);
}

/**
 * What a model asks of a change of these facets: the plans from the criticality that its version says, and the word of quality where GxP is touched. What is not
 * for production is under light control; a standard change has both plans in the instructions of its template.
 */
export function asksOf(model: ChangeModel, { plans }: Pick<ModelContent, 'plans'>, facets: Facets): Asks {
  if (model === 'non-production') return { quality: false, backOutPlan: false, testPlan: false };
  const quality = facets.gxp !== 'no';
  if (model === 'standard') return { quality, backOutPlan: false, testPlan: false };
  return {
    quality,
    backOutPlan: demanded(plans.backOut, facets.criticality),
    testPlan: demanded(plans.test, facets.criticality),
  };
}
