import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import type { WouldAsk } from '../../approvals/door.ts';
import { foreseeProposal, type ProposalForeseen } from '../acts/preview-proposal.ts';
import { guardedSteps, previewProposal } from '../contract.ts';

const presentAsked = ({ requirement, name, asked, meaning, seats, excludes, validityDays, could }: WouldAsk) => ({
  requirement,
  name,
  asked,
  meaning,
  seats,
  excludes: [...excludes],
  validityDays,
  could,
});

function presentGates({ gates }: ProposalForeseen) {
  const shown = gates.flatMap(({ demand, key, approvals }) => {
    const step = guardedSteps.find((known) => known === demand.step);
    if (step === undefined) return [];
    const { deciders, greenHours, criteria } = demand.content;
    return [
      {
        key,
        name: demand.name,
        step,
        rule: demand.rule,
        template: demand.template,
        edition: demand.edition,
        deciders: [...deciders],
        greenHours,
        criteria: criteria.map((criterion) => ({ key: criterion.key, text: criterion.text })),
        approvals: approvals.map(presentAsked),
      },
    ];
  });
  return shown.toSorted((a, b) => guardedSteps.indexOf(a.step) - guardedSteps.indexOf(b.step));
}

export const proposalRoutes: readonly Route[] = [
  route(previewProposal, async ({ call, body }) => {
    const seen = await foreseeProposal(call, body);
    if (!seen.ok) return seen;
    const byStep = Map.groupBy(seen.value.approvals, ({ step }) => step);
    const steps = [...byStep].map(([step, asked]) => ({
      step,
      says: asked[0]?.says ?? step,
      approvals: asked.map(presentAsked),
    }));
    return done({ body: { gates: presentGates(seen.value), steps, can: presentCan({ propose: seen.value.mayNot }) } });
  }),
];
