import type { Approval } from './approval.ts';
import { isYes, type Matter, requirementsOf, selves } from './matter.ts';
import type { Requirement } from './requirement.ts';
import { concerns } from './why-not-counted.ts';

/** An approval that keeps its giver from a part. */
export type Both = { readonly approval: Approval; readonly requirement: Requirement; readonly part: string };

/**
 * Exclusions hold both ways: who gave a yes under a requirement that excludes a part does not take that part later. A yes that was not withdrawn binds for
 * good, whether or not it counts at the moment, so that no order of acts leads one person to both.
 */
export function fillsBoth(matter: Matter, personId: string, parts: readonly string[]): readonly Both[] {
  const own = selves(matter.people, personId);
  return matter.approvals
    .filter((approval) => isYes(approval) && own.includes(approval.personId))
    .flatMap((approval) =>
      requirementsOf(matter, approval.step)
        .filter((requirement) => concerns(matter, requirement, approval))
        .flatMap((requirement) =>
          requirement.excludes.filter((part) => parts.includes(part)).map((part) => ({ approval, requirement, part })),
        ),
    );
}
