import type { ReplyOf } from '../../../foundation/contract.ts';
import type { DemandSeen } from '../../gates/door.ts';
import { guardedSteps, type releaseDemands } from '../contract.ts';

type Item = ReplyOf<typeof releaseDemands>['items'][number];

const standingOf = ({ demand, gate }: DemandSeen): Item['standing'] => {
  if (gate === null) return 'missing';
  return gate.from?.edition === demand.edition ? 'placed' : 'older';
};

/** What the matrix demands of a release, and what placing it would bring. */
export const presentDemands = (demands: readonly DemandSeen[]): Item[] =>
  demands.flatMap((seen) => {
    const { demand, gate, draft, changes } = seen;
    const step = guardedSteps.find((known) => known === demand.step);
    if (step === undefined) return [];
    return [
      {
        rule: demand.rule,
        step,
        template: demand.template,
        name: demand.name,
        edition: demand.edition,
        standing: standingOf(seen),
        gate: gate === null ? null : { key: gate.key, edition: gate.from?.edition ?? demand.edition },
        key: gate?.key ?? draft.key,
        asks: {
          deciders: [...demand.content.deciders],
          greenHours: demand.content.greenHours,
          criteria: demand.content.criteria.map(({ key, text }) => ({ key, text })),
        },
        changes: changes.map(({ what, was, is }) => ({ what, was, is })),
      },
    ];
  });
