import type { ChangeModel } from '../contract-words.ts';
import type { Facets } from './facets.ts';

export type Asks = { readonly quality: boolean; readonly backOutPlan: boolean; readonly testPlan: boolean };

/** The criticality matrix: which plans a change in production shows, by the gravest criticality it touches. Unknown counts as critical. */
const matrix: Readonly<Record<string, Pick<Asks, 'backOutPlan' | 'testPlan'>>> = {
  low: { backOutPlan: false, testPlan: false },
  medium: { backOutPlan: true, testPlan: false },
  high: { backOutPlan: true, testPlan: true },
  critical: { backOutPlan: true, testPlan: true },
};
const all = { backOutPlan: true, testPlan: true };

/** What a model asks of a change of these facets. What is not for production is under light control: no plans, no word of quality. */
export const asksOf = (model: ChangeModel, facets: Facets): Asks =>
  model === 'non-production'
    ? { quality: false, backOutPlan: false, testPlan: false }
    : { quality: facets.gxp !== 'no', ...(matrix[facets.criticality] ?? all) };
