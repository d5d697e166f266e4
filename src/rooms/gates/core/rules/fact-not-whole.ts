import { type Fact, isMeasuredOn } from '../../../../foundation/fact.ts';
import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionDraft, GateDraft } from '../drafts.ts';

const no = defineRefusals('gates', {
  'no-such-fact': {
    kind: 'rule',
    says: (f: { text: string; fact: string | null; subject: string; known: readonly string[] }) =>
      f.fact === null
        ? `“${f.text}” does not say which fact it asks.`
        : `“${f.text}” asks for “${f.fact}”, which this house does not measure on a ${f.subject}.`,
    remedy: (f) => `Choose one that it measures: ${f.known.join(', ')}.`,
  },
  'fact-not-whole': {
    kind: 'rule',
    says: (f: { text: string; takes: string }) => `“${f.text}” ${f.takes}.`,
    remedy: 'Complete what is asked of the fact, or make it a criterion that people answer.',
  },
});

export type FactsKnown = ReadonlyMap<string, Pick<Fact, 'name' | 'type' | 'kinds'>>;

const takesOf = {
  number: 'asks for a number: it needs an operator and a threshold, and nothing that is wanted beside them',
  boolean: 'asks whether something is so: it wants true or false, and takes no operator and no threshold',
  text: 'asks for a text: it says which one it wants, and takes no operator and no threshold',
} as const;

const asksRightly: Readonly<Record<Fact['type'], (draft: CriterionDraft) => boolean>> = {
  number: ({ operator, threshold, wants }) =>
    operator !== null && threshold !== null && Number.isFinite(threshold) && wants === null,
  boolean: ({ operator, threshold, wants }) =>
    operator === null && threshold === null && (wants === null || wants === 'true' || wants === 'false'),
  text: ({ operator, threshold, wants }) => operator === null && threshold === null && wants !== null,
};

const byPeople = 'is measured by the house: nobody records it, it is always fresh and is its own evidence';

function faultsOf(draft: CriterionDraft, at: string, facts: FactsKnown, subject: string): readonly Refusal[] {
  const { text } = draft;
  const ofPeople = draft.responsible !== null || draft.freshnessHours !== null || draft.evidence !== null;
  const fact = draft.fact === null ? undefined : facts.get(draft.fact);
  if (fact === undefined || !isMeasuredOn(fact, subject)) {
    const known = [...facts.values()].filter((one) => isMeasuredOn(one, subject)).map((one) => one.name);
    return [no['no-such-fact']({ text, fact: draft.fact, subject, known }, { field: `${at}/fact` })];
  }
  return [
    ...(asksRightly[fact.type](draft)
      ? []
      : [no['fact-not-whole']({ text, takes: takesOf[fact.type] }, { field: `${at}/threshold` })]),
    ...(ofPeople ? [no['fact-not-whole']({ text, takes: byPeople }, { field: `${at}/responsible` })] : []),
  ];
}

/** A criterion that asks for a fact names one that the house measures on such a subject, and asks it as its type can be asked; no other names one. */
export const factNotWhole = (gates: readonly GateDraft[], facts: FactsKnown, subject: string): readonly Refusal[] =>
  gates.flatMap((gate, place) =>
    gate.criteria.flatMap((draft, index) => {
      const at = `/gates/${place}/criteria/${index}`;
      if (draft.type === 'fact') return faultsOf(draft, at, facts, subject);
      return draft.fact === null && draft.wants === null
        ? []
        : [
            no['fact-not-whole'](
              { text: draft.text, takes: 'names a fact and is not of the type fact' },
              { field: `${at}/type` },
            ),
          ];
    }),
  );
