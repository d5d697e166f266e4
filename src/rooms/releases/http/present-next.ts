import type { ReplyOf } from '../../../foundation/contract.ts';
import { presentRefusal } from '../../../foundation/http/problem.ts';
import type { NextStep } from '../acts/next-step.ts';
import * as contract from '../contract.ts';
import type { Release } from '../core/release.ts';

/** The next step of a release, what blocks it, and who must do what. */
export function presentNext(release: Release, { row, blockers, deciders, mayDoIt }: NextStep): ReplyOf<typeof contract.nextStep> {
  const verb = contract.releaseVerbs.find((known) => known === row?.verb);
  return {
    state: release.state,
    step:
      row === null || verb === undefined
        ? null
        : { verb, says: row.says, demands: row.demands.filter((demand) => demand !== 'password') },
    blockers: blockers.map(({ refusal, roles, people, recorders }) => ({
      refusal: presentRefusal(refusal),
      roles: [...roles],
      people: [...people],
      recorders: recorders === null ? null : { roles: [...recorders.roles], people: [...recorders.people], more: recorders.more },
    })),
    deciders: [...deciders],
    mayDoIt,
  };
}
