import type { ReplyOf } from '../../../foundation/contract.ts';
import { type GateDraft, moreOf } from '../../gates/door.ts';
import { guardedSteps, type releaseGates } from '../contract.ts';

/** What the gates of a release ask, in the form in which they are placed. */
export const presentGatesAsked = (drafts: readonly GateDraft[]): ReplyOf<typeof releaseGates>['gates'] =>
  drafts.flatMap(({ key, name, guards, dueAt, deciders, greenHours, criteria }) => {
    const step = guardedSteps.find((known) => known === guards);
    if (step === undefined) return [];
    return [
      {
        key,
        name,
        guards: step,
        dueAt: dueAt?.toISOString() ?? null,
        deciders: [...deciders],
        greenHours,
        criteria: criteria.map((criterion) => ({
          key: criterion.key,
          text: criterion.text,
          type: criterion.type,
          operator: criterion.operator,
          threshold: criterion.threshold,
          unit: criterion.unit,
          source: criterion.source,
          freshnessHours: criterion.freshnessHours,
          responsible: criterion.responsible,
          evidence: criterion.evidence,
          ...moreOf(criterion),
        })),
      },
    ];
  });
