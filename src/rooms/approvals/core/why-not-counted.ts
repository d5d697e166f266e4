import type { Approval } from './approval.ts';
import { belongs, coversOf, excludedBy, isYes, type Matter } from './matter.ts';
import type { Requirement } from './requirement.ts';

export const whysNot = [
  'withdrawn',
  'content-changed',
  'signature-broken',
  'expired',
  'role-lost',
  'excluded',
  'covers-less',
  'one-voice',
] as const;
/** Why a yes does not count for a requirement. */
export type WhyNot = (typeof whysNot)[number];

const dayMs = 86_400_000;

/** When an approval stops to count by time alone; null where it has no end. */
export const endOf = (requirement: Pick<Requirement, 'validityDays'>, approval: Pick<Approval, 'at'>): Date | null =>
  requirement.validityDays === null ? null : new Date(approval.at.getTime() + requirement.validityDays * dayMs);

/** Whether a yes is one for this requirement at all: given for it, or of its meaning by somebody who is asked. */
export const concerns = (matter: Matter, requirement: Requirement, approval: Approval): boolean =>
  approval.verdict === 'approved' &&
  approval.step === requirement.step &&
  (approval.answers[requirement.key] !== undefined ||
    (approval.meaning === requirement.meaning && belongs(matter.people, requirement.who, approval.personId) !== null));

/**
 * A deputy, the person for whom they stand in, and another deputy of that person are one voice: the person's own yes counts, else the first one's. Somebody
 * who stands in for several has as many voices as are left.
 */
function isSecondVoice(matter: Matter, requirement: Requirement, approval: Approval, through: readonly string[]): boolean {
  if (through.length === 0) return false;
  const place = matter.approvals.indexOf(approval);
  const others = matter.approvals.filter(
    (other) => other.step === approval.step && isYes(other) && other.personId !== approval.personId,
  );
  const spent = (principal: string): boolean =>
    others.some(
      (other) =>
        other.personId === principal ||
        (matter.approvals.indexOf(other) < place &&
          belongs(matter.people, requirement.who, other.personId)?.through.includes(principal) === true),
    );
  return through.every(spent);
}

/** Every reason why a yes does not count for a requirement at this moment; empty when it counts. Derived anew each time (law 5). */
export function whyNotCounted(matter: Matter, requirement: Requirement, approval: Approval): readonly WhyNot[] {
  // What was taken back is not held against its record any more.
  if (approval.withdrawn !== null) return ['withdrawn'];
  const standing = matter.standings.get(approval.id) ?? 'gone';
  const end = endOf(requirement, approval);
  const held = approval.meaning === requirement.meaning ? belongs(matter.people, requirement.who, approval.personId) : null;
  const covers = coversOf(matter, requirement);
  const reasons: readonly (readonly [WhyNot, boolean])[] = [
    ['content-changed', standing === 'changed' || standing === 'gone'],
    ['signature-broken', standing === 'broken'],
    ['expired', end !== null && end <= matter.now],
    ['role-lost', held === null],
    ['excluded', excludedBy(matter, requirement, approval.personId).length > 0],
    ['covers-less', !covers.every((field) => approval.covers.includes(field))],
    ['one-voice', held !== null && isSecondVoice(matter, requirement, approval, held.through)],
  ];
  return reasons.flatMap(([why, holds]) => (holds ? [why] : []));
}
