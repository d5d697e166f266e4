import type { BodySentOf, ReplyOf } from '../../../../../foundation/contract.ts';
import type { guardedSteps, placeReleaseGates, releaseGates } from '../../../contract.ts';
import { freshKey } from '../schedule-draft.ts';

export type GateAsked = ReplyOf<typeof releaseGates>['gates'][number];
type CriterionAsked = GateAsked['criteria'][number];
export type GatesBody = BodySentOf<typeof placeReleaseGates>;

/** A criterion as it is written. `id` is of the form alone; `key` is null until it is saved, when it is made of the text. */
export type CriterionDraft = {
  readonly id: string;
  readonly key: string | null;
  readonly text: string;
  readonly type: CriterionAsked['type'];
  readonly operator: NonNullable<CriterionAsked['operator']>;
  readonly threshold: number | null;
  readonly unit: string;
  readonly source: string;
  readonly freshnessHours: number | null;
  readonly responsible: string | null;
  readonly evidence: string;
  readonly fact: string | null;
  readonly wants: string | null;
  readonly expression: string;
  readonly critical: boolean;
  readonly checker: string | null;
  readonly answerHours: number | null;
};
export type GateDraft = {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly guards: (typeof guardedSteps)[number];
  readonly dueAt: string | null;
  readonly deciders: readonly string[];
  readonly greenHours: number | null;
  readonly criteria: readonly CriterionDraft[];
};

let made = 0;
const freshId = (): string => `new-${++made}`;

export const emptyCriterion = (given: Partial<CriterionDraft> = {}): CriterionDraft => ({
  id: freshId(),
  key: null,
  text: '',
  type: 'checklist',
  operator: '>=',
  threshold: null,
  unit: '',
  source: '',
  freshnessHours: null,
  responsible: null,
  evidence: '',
  fact: null,
  wants: null,
  expression: '',
  critical: false,
  checker: null,
  answerHours: null,
  ...given,
});
export const emptyGate = (given: Partial<GateDraft> = {}): GateDraft => ({
  id: freshId(),
  key: null,
  name: '',
  guards: 'ready',
  dueAt: null,
  deciders: ['release-manager'],
  greenHours: null,
  criteria: [],
  ...given,
});

/** The gates as they are asked now, ready to be edited. */
export const draftsOf = (gates: readonly GateAsked[]): readonly GateDraft[] =>
  gates.map((gate) => ({
    ...gate,
    id: gate.key,
    criteria: gate.criteria.map((criterion) => ({
      ...criterion,
      id: criterion.key,
      operator: criterion.operator ?? '>=',
      unit: criterion.unit ?? '',
      source: criterion.source ?? '',
      evidence: criterion.evidence ?? '',
      expression: criterion.expression ?? '',
    })),
  }));

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Whether what is found is a number that is held against another. */
const isCompared = (draft: CriterionDraft): boolean =>
  draft.type === 'measure' ||
  (draft.type === 'fact' && draft.wants === null && draft.threshold !== null) ||
  ((draft.type === 'expression' || draft.type === 'external') && draft.threshold !== null);

function criterionAsked(draft: CriterionDraft, key: string): CriterionAsked {
  const compared = isCompared(draft);
  const byPeople = draft.type === 'checklist' || draft.type === 'measure';
  return {
    key,
    text: draft.text.trim(),
    type: draft.type,
    operator: compared ? draft.operator : null,
    threshold: compared ? draft.threshold : null,
    unit: compared ? textOrNull(draft.unit) : null,
    source: textOrNull(draft.source),
    freshnessHours: byPeople ? draft.freshnessHours : null,
    responsible: byPeople ? draft.responsible : null,
    evidence: byPeople ? textOrNull(draft.evidence) : null,
    fact: draft.type === 'fact' ? draft.fact : null,
    wants: draft.type === 'fact' && !compared ? draft.wants : null,
    expression: draft.type === 'expression' ? textOrNull(draft.expression) : null,
    critical: byPeople && draft.critical,
    checker: draft.type === 'external' ? draft.checker : null,
    answerHours: draft.type === 'external' ? (draft.answerHours ?? 24) : null,
  };
}

/** Keys for the rows that have none yet, made of their words, each its own. */
function keyed<T extends { readonly key: string | null }>(rows: readonly T[], wordsOf: (row: T) => string) {
  const taken = rows.flatMap(({ key }) => (key === null ? [] : [key]));
  return rows.map((row) => {
    if (row.key !== null) return { row, key: row.key };
    const key = freshKey(wordsOf(row).slice(0, 40), taken);
    taken.push(key);
    return { row, key };
  });
}

/** The drafts as gates with their keys, in their order: what is sent. */
export const gatesAsked = (drafts: readonly GateDraft[]): readonly GateAsked[] =>
  keyed(drafts, (gate) => gate.name).map(({ row: gate, key }) => ({
    key,
    name: gate.name.trim(),
    guards: gate.guards,
    dueAt: gate.dueAt,
    deciders: [...gate.deciders],
    greenHours: gate.greenHours,
    criteria: keyed(gate.criteria, (criterion) => criterion.text).map(({ row, key: own }) => criterionAsked(row, own)),
  }));

export const bodyOf = (gates: readonly GateAsked[]): GatesBody => ({
  gates: gates.map((gate) => ({ ...gate, deciders: [...gate.deciders], criteria: gate.criteria.map((one) => ({ ...one })) })),
});

/** What the form itself can see, by the pointers of the body; everything else is the server's to say. */
export function problemsIn(drafts: readonly GateDraft[]): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  drafts.forEach((gate, at) => {
    if (gate.name.trim() === '') problems[`/gates/${at}/name`] = 'Give the gate a name.';
    if (gate.deciders.length === 0) problems[`/gates/${at}/deciders`] = 'Choose at least one role that decides it.';
    gate.criteria.forEach((criterion, index) => {
      const place = `/gates/${at}/criteria/${index}`;
      if (criterion.text.trim() === '') problems[`${place}/text`] = 'Say what must be true.';
      if (criterion.type === 'measure' && criterion.threshold === null)
        problems[`${place}/threshold`] = 'A measure needs the number that it is held against.';
      if (criterion.type === 'fact' && criterion.fact === null) problems[`${place}/fact`] = 'Choose what the house measures.';
      if (criterion.type === 'expression' && criterion.expression.trim() === '')
        problems[`${place}/expression`] = 'Write what is computed.';
      if (criterion.type === 'external' && criterion.checker === null)
        problems[`${place}/checker`] = 'Choose the machine that answers.';
    });
  });
  return problems;
}

/** Ids of the gates that a pointer of `pointers` lies in: they are opened, so that nobody has to look for what is wrong. */
export const gatesWith = (drafts: readonly GateDraft[], pointers: readonly string[]): readonly string[] =>
  drafts.flatMap((gate, at) =>
    pointers.some((pointer) => pointer === `/gates/${at}` || pointer.startsWith(`/gates/${at}/`)) ? [gate.id] : [],
  );
