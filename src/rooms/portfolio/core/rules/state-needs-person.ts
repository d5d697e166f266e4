import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Relevance, ValidatedState } from '../application.ts';

const no = defineRefusals('portfolio', {
  'state-needs-person': {
    kind: 'rule',
    says: (f: { state: ValidatedState }) => `“${f.state}” is decided by a person and cannot be set by a registration or a file.`,
    remedy: (f) =>
      f.state === 'validated'
        ? 'Register it without; quality or the validation lead then marks it validated.'
        : 'Register it without, or say that GxP does not apply (gxp: no), from which it follows.',
  },
});

/** Law 10: nothing is invented. A registration may only say what needs no decision: `not-applicable` follows from GxP `no`. */
export const stateNeedsPerson = (state: ValidatedState, gxp: Relevance): readonly Refusal[] =>
  state === 'validated' || (state === 'not-applicable' && gxp !== 'no')
    ? [no['state-needs-person']({ state }, { field: '/validatedState' })]
    : [];
