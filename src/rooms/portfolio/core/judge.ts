import type { Refusal } from '../../../foundation/refusal.ts';
import type { Application } from './application.ts';
import { gxpNeedsValidation } from './rules/gxp-needs-validation.ts';
import { type Dependents, stillNeeded } from './rules/still-needed.ts';
import { verbNotOpen } from './rules/verb-not-open.ts';
import { withdrawnIsClosed } from './rules/withdrawn-is-closed.ts';
import { type ValidatedRule, type ValidatedVerb, validatedRow } from './validated-state.ts';

/** What the rules of a verb need to know beyond the application. */
export type VerbFacts = { readonly notIndependent: readonly Refusal[] };

const ruleOf: Readonly<Record<ValidatedRule, (application: Application, facts: VerbFacts) => readonly Refusal[]>> = {
  'decided-by-another': (_, facts) => facts.notIndependent,
  'gxp-needs-validation': gxpNeedsValidation,
};

/** Why an application cannot go out of use, or be withdrawn. */
export const judgeLeaving = (application: Application, dependents: Dependents): readonly Refusal[] => [
  ...withdrawnIsClosed(application),
  ...stillNeeded(application.key, dependents),
];

/** Why a verb of the validated state cannot be done; every broken rule. */
export function judgeVerb(application: Application, verb: ValidatedVerb, facts: VerbFacts): readonly Refusal[] {
  const rules = validatedRow(application.validatedState, verb)?.rules ?? [];
  return [
    ...withdrawnIsClosed(application),
    ...verbNotOpen(application, verb),
    ...rules.flatMap((rule) => ruleOf[rule](application, facts)),
  ];
}
