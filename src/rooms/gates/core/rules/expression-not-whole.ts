import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { CriterionDraft, GateDraft } from '../drafts.ts';
import type { Fault } from '../expression/guard.ts';
import { isReadable, readExpression } from '../expression/read-expression.ts';
import { type Variables, type VariableType, variablesOf } from '../expression/variables.ts';
import type { FactsKnown } from './fact-not-whole.ts';

type Facts = {
  readonly text: string;
  readonly what: string;
  readonly position: number;
  readonly near: string;
  readonly known: readonly Known[];
};
type Known = { readonly name: string; readonly type: string };

const no = defineRefusals('gates', {
  'expression-not-read': {
    kind: 'rule',
    says: (f: Facts) =>
      `The expression of “${f.text}” cannot be read at character ${f.position}${f.near === '' ? '' : ` (“${f.near}”)`}: ${f.what}.`,
    remedy: (f: Facts) =>
      f.known.length === 0
        ? 'Ask something else in this gate first: an expression uses what other criteria and facts found.'
        : `It can use: ${f.known.map(({ name, type }) => `${name} (${type})`).join(', ')}.`,
  },
  'expression-not-whole': {
    kind: 'rule',
    says: (f: { text: string; takes: string }) => `“${f.text}” ${f.takes}.`,
    remedy: 'Complete what is asked of the expression, or make it a criterion that people answer.',
  },
  'expressions-too-many': {
    kind: 'rule',
    says: (f: { gate: string; count: number; most: number }) =>
      `The gate “${f.gate}” asks ${f.count} expressions; it may ask ${f.most}.`,
    remedy: 'Join some of them with && or ask them in another gate.',
  },
});

/** All of them are computed whenever the gate is looked at. */
const most = 20;
/** A refusal names so many of the values that can be used, those of the gate itself first. */
const named = 60;
const words: Readonly<Record<VariableType, string>> = { double: 'number', bool: 'true or false', string: 'text' };

const knownIn = (variables: Variables): readonly Known[] =>
  [...variables].slice(0, named).map(([name, type]) => ({ name, type: words[type] }));

const near = (expression: string, at: number): string => expression.slice(at, at + 20);

function faultsOf(draft: CriterionDraft, at: string, variables: Variables): readonly Refusal[] {
  const { text, expression } = draft;
  const place = { field: `${at}/expression` };
  const takes = (what: string, field: string) => no['expression-not-whole']({ text, takes: what }, { field: `${at}/${field}` });
  if (expression === null) return [takes('has no expression', 'expression')];
  const ofPeople = draft.responsible !== null || draft.freshnessHours !== null || draft.evidence !== null;
  const byPeople = ofPeople
    ? [takes('is computed: nobody records it, it is always fresh and is its own evidence', 'responsible')]
    : [];
  const read = readExpression(expression, variables);
  if (!isReadable(read)) {
    const refused = (fault: Fault) =>
      no['expression-not-read'](
        { text, what: fault.says, position: fault.at + 1, near: near(expression, fault.at), known: knownIn(variables) },
        place,
      );
    return [...read.faults.map(refused), ...byPeople];
  }
  const compared = draft.operator !== null && draft.threshold !== null && Number.isFinite(draft.threshold);
  const bare = draft.operator === null && draft.threshold === null;
  const fits = read.gives === 'bool' ? bare : compared;
  const what =
    read.gives === 'bool'
      ? 'gives true or false: it takes no operator and no threshold'
      : 'gives a number: it needs an operator and a threshold';
  return [...(fits ? [] : [takes(what, 'threshold')]), ...byPeople];
}

/** An expression is read, and its types are checked, before its gate is placed; no other criterion has one. */
export const expressionNotWhole = (gates: readonly GateDraft[], facts: FactsKnown, subject: string): readonly Refusal[] =>
  gates.flatMap((gate, place) => {
    const variables = variablesOf(gate.criteria, facts, subject);
    const count = gate.criteria.filter((draft) => draft.type === 'expression').length;
    const many =
      count > most ? [no['expressions-too-many']({ gate: gate.name, count, most }, { field: `/gates/${place}/criteria` })] : [];
    return [
      ...many,
      ...gate.criteria.flatMap((draft, index) => {
        const at = `/gates/${place}/criteria/${index}`;
        if (draft.type === 'expression') return many.length > 0 ? [] : faultsOf(draft, at, variables);
        return draft.expression === null
          ? []
          : [
              no['expression-not-whole'](
                { text: draft.text, takes: 'has an expression and is not of the type expression' },
                { field: `${at}/type` },
              ),
            ];
      }),
    ];
  });
