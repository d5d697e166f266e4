import type { Approval } from './approval.ts';
import { fillSeats } from './fill-seats.ts';
import { type Matter, requirementsOf } from './matter.ts';
import type { Requirement } from './requirement.ts';
import { concerns, type WhyNot, whyNotCounted } from './why-not-counted.ts';

/** One requirement of a step: the approvals that fill its seats, and those that do not count. */
export type Answered = {
  readonly requirement: Requirement;
  readonly filled: readonly Approval[];
  readonly missing: number;
  readonly notCounted: readonly { readonly approval: Approval; readonly why: readonly WhyNot[] }[];
};

export type Judgement = {
  readonly answered: readonly Answered[];
  /** A "no" that stands: it blocks until whoever said it takes it back, or what it is about changes. Nobody outvotes it. */
  readonly rejections: readonly Approval[];
};

/** True when nothing is missing and nobody said no. */
export const isApproved = ({ answered, rejections }: Judgement): boolean =>
  rejections.length === 0 && answered.every((one) => one.missing === 0);

/** A "no" stands while its content does; where its signature was tampered with it stands as well: in doubt nothing is let through. */
export const isStandingNo = (matter: Matter, approval: Approval): boolean =>
  approval.verdict === 'rejected' &&
  approval.withdrawn === null &&
  ['valid', 'broken'].includes(matter.standings.get(approval.id) ?? 'gone');

/**
 * What a step of a record has and lacks. Requirements are ANDed, and one person fills one seat of all of them together: the seats are given out as one
 * matching, so that no order of counting makes a difference.
 */
export function judgeStep(matter: Matter, step: string): Judgement {
  const requirements = requirementsOf(matter, step);
  const said = matter.approvals.filter((approval) => approval.step === step);
  const counted = requirements.map((requirement) =>
    said.filter(
      (approval) => concerns(matter, requirement, approval) && whyNotCounted(matter, requirement, approval).length === 0,
    ),
  );
  const seats = requirements.flatMap((requirement, at) => Array.from({ length: requirement.seats }, () => at));
  const filledBy = fillSeats(seats.map((at) => (counted[at] ?? []).map((approval) => approval.personId)));
  const answered = requirements.map((requirement, at): Answered => {
    const people = filledBy.filter((_, seat) => seats[seat] === at);
    const filled = people.flatMap((person) => counted[at]?.find((approval) => approval.personId === person) ?? []);
    return {
      requirement,
      filled,
      missing: requirement.seats - filled.length,
      notCounted: said.flatMap((approval) => {
        if (!concerns(matter, requirement, approval)) return [];
        const why = whyNotCounted(matter, requirement, approval);
        return why.length === 0 ? [] : [{ approval, why }];
      }),
    };
  });
  return { answered, rejections: said.filter((approval) => isStandingNo(matter, approval)) };
}
