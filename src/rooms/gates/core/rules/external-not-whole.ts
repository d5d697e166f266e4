import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionDraft, GateDraft } from '../drafts.ts';

const no = defineRefusals('gates', {
  'no-such-checker': {
    kind: 'rule',
    says: (f: { text: string; checker: string | null; known: readonly string[] }) =>
      f.checker === null
        ? `“${f.text}” does not say which machine answers it.`
        : `“${f.text}” would be answered by “${f.checker}”, which is no registered checker.`,
    remedy: (f) =>
      f.known.length === 0 ? 'Have an administrator register the machine as a checker.' : `Name one of: ${f.known.join(', ')}.`,
  },
  'external-not-whole': {
    kind: 'rule',
    says: (f: { text: string; takes: string }) => `“${f.text}” ${f.takes}.`,
    remedy: 'Complete what is asked of the machine, or make it a criterion that people answer.',
  },
});

function faultsOf(draft: CriterionDraft, at: string, checkers: readonly string[]): readonly Refusal[] {
  const { text, checker, answerHours } = draft;
  const takes = (what: string, field: string) => no['external-not-whole']({ text, takes: what }, { field: `${at}/${field}` });
  const bare = draft.operator === null && draft.threshold === null;
  const compared = draft.operator !== null && draft.threshold !== null && Number.isFinite(draft.threshold);
  const bounded = answerHours !== null && Number.isInteger(answerHours) && answerHours >= 1 && answerHours <= 720;
  return [
    ...(checker !== null && checkers.includes(checker)
      ? []
      : [no['no-such-checker']({ text, checker, known: checkers }, { field: `${at}/checker` })]),
    ...(bare || compared ? [] : [takes('is asked with an operator and a threshold, or with neither', 'threshold')]),
    ...(bounded ? [] : [takes('is answered within 1 to 720 hours', 'answerHours')]),
    ...(draft.evidence === null ? [] : [takes('is answered by a machine: its signed answer is the evidence', 'evidence')]),
  ];
}

/** An external criterion names a registered checker and how long it may take; no other does. */
export const externalNotWhole = (gates: readonly GateDraft[], checkers: readonly string[]): readonly Refusal[] =>
  gates.flatMap((gate, place) =>
    gate.criteria.flatMap((draft, index) => {
      const at = `/gates/${place}/criteria/${index}`;
      if (draft.type === 'external') return faultsOf(draft, at, checkers);
      return draft.checker === null && draft.answerHours === null
        ? []
        : [
            no['external-not-whole'](
              { text: draft.text, takes: 'names a checker and is not of the type external' },
              { field: `${at}/type` },
            ),
          ];
    }),
  );
