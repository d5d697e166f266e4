import type { Criterion } from './criterion.ts';
import type { CriterionDraft, GateDraft } from './drafts.ts';
import type { Gate } from './gate.ts';
import { asksTheSame } from './question.ts';

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at]);

export type Match = {
  readonly withdrawn: readonly Criterion[];
  readonly asked: readonly { readonly draft: CriterionDraft; readonly place: number }[];
  /** The same question with another responsible role or place. */
  readonly kept: readonly { readonly criterion: Criterion; readonly draft: CriterionDraft; readonly place: number }[];
  readonly headChanged: boolean;
  /** What a decision relied on and is different now; empty when decisions stay. */
  readonly voids: readonly string[];
};

/** What a draft changes on a gate. Due time, order and responsible role void no decision; whatever its signature covers does: name, question, deciders, guarded verb. */
export function matchGate(gate: Gate, draft: GateDraft, place: number): Match {
  const matched = draft.criteria.map((item, at) => ({
    draft: item,
    place: at,
    criterion: gate.criteria.find((criterion) => criterion.key === item.key && asksTheSame(criterion, item)),
  }));
  const kept = matched.flatMap(({ criterion, draft: item, place: at }) =>
    criterion === undefined ? [] : [{ criterion, draft: item, place: at }],
  );
  const asked = matched
    .filter(({ criterion }) => criterion === undefined)
    .map(({ draft: item, place: at }) => ({ draft: item, place: at }));
  const withdrawn = gate.criteria.filter((criterion) => !kept.some((pair) => pair.criterion.id === criterion.id));
  const sameDeciders = sameList(gate.deciders.toSorted(), draft.deciders.toSorted());
  const voids = [
    ...(gate.name === draft.name ? [] : ['its name changed']),
    ...(asked.length + withdrawn.length === 0 ? [] : ['its criteria changed']),
    ...(sameDeciders ? [] : ['who decides it changed']),
    ...(gate.guards === draft.guards ? [] : ['the step that it stands before changed']),
    ...(gate.greenHours === draft.greenHours ? [] : ['how long it must have been green changed']),
    ...(gate.withdrawnAt === null ? [] : ['it had been withdrawn']),
  ];
  const headChanged =
    voids.length > 0 ||
    gate.place !== place ||
    gate.from?.template !== draft.from?.template ||
    gate.from?.edition !== draft.from?.edition ||
    gate.dueAt?.getTime() !== draft.dueAt?.getTime() ||
    !sameList(gate.deciders, draft.deciders) ||
    kept.some((pair) => pair.criterion.responsible !== pair.draft.responsible || pair.criterion.place !== pair.place);
  return { withdrawn, asked, kept, headChanged, voids };
}
