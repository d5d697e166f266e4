import { defineMachine, transitionOf } from '../../../foundation/state-machine.ts';
import type { ValidatedState } from './application.ts';

/**
 * The validated state of an application (Annex 11 clause 4, GAMP 5): a person of quality or validation decides that it is validated, with reason and signature; no
 * file, import or token does (law 10). A deployment puts it under change.
 */
export const validatedState = defineMachine({
  name: 'validated-state',
  states: ['unknown', 'not-applicable', 'validated', 'under-change', 're-validation-due'],
  initial: 'unknown',
  final: [],
  rows: [
    {
      from: ['unknown', 'under-change', 're-validation-due'],
      verb: 'mark-validated',
      to: 'validated',
      right: 'portfolio.validate',
      rules: ['decided-by-another'],
      demands: ['reason', 'signature'],
      act: 'portfolio.validated',
      says: 'Mark validated',
    },
    {
      from: ['unknown', 'under-change', 're-validation-due'],
      verb: 'mark-not-applicable',
      to: 'not-applicable',
      right: 'portfolio.validate',
      rules: ['decided-by-another', 'gxp-needs-validation'],
      demands: ['reason', 'signature'],
      act: 'portfolio.validation-not-applicable',
      says: 'Mark not applicable',
    },
    {
      from: ['validated'],
      verb: 'mark-under-change',
      to: 'under-change',
      right: 'portfolio.change',
      rules: [],
      demands: ['reason'],
      act: 'portfolio.under-change',
      says: 'Mark under change',
    },
    {
      from: ['validated', 'under-change'],
      verb: 'require-re-validation',
      to: 're-validation-due',
      right: 'portfolio.validate',
      rules: [],
      demands: ['reason'],
      act: 'portfolio.re-validation-required',
      says: 'Require re-validation',
    },
    {
      from: ['not-applicable'],
      verb: 'reassess',
      to: 'unknown',
      right: 'portfolio.validate',
      rules: [],
      demands: ['reason'],
      act: 'portfolio.reassessed',
      says: 'Reassess',
    },
  ],
});

export type ValidatedVerb = (typeof validatedState)['rows'][number]['verb'];
export type ValidatedRule = (typeof validatedState)['rows'][number]['rules'][number];

export const validatedRow = (state: ValidatedState, verb: ValidatedVerb) => transitionOf(validatedState, state, verb);
