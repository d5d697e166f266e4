import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Application } from '../application.ts';
import { type ValidatedVerb, validatedRow, validatedState } from '../validated-state.ts';

const no = defineRefusals('portfolio', {
  'verb-not-open': {
    kind: 'conflict',
    says: (f: { key: string; state: string; verb: string; from: readonly string[] }) =>
      `The validated state of ${f.key} is “${f.state}”; “${f.verb}” starts from ${f.from.join(' or ')}.`,
    remedy: 'Load the application again and choose among the verbs that it offers.',
  },
});

/** Only the rows of the state machine lead from one validated state to another. */
export const verbNotOpen = (application: Pick<Application, 'key' | 'validatedState'>, verb: ValidatedVerb): readonly Refusal[] =>
  validatedRow(application.validatedState, verb) === undefined
    ? [
        no['verb-not-open']({
          key: application.key,
          state: application.validatedState,
          verb,
          from: validatedState.rows.filter((row) => row.verb === verb).flatMap((row) => row.from),
        }),
      ]
    : [];
