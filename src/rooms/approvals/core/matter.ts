import type { Involvement } from '../../../foundation/services.ts';
import type { Approval } from './approval.ts';
import { approverOf, type Requirement, type Who } from './requirement.ts';

/** How the signature of an approval stands to the record as it is now. */
export type SignatureStanding = 'valid' | 'changed' | 'gone' | 'broken';

/** What is known of people at this moment. */
export type People = {
  /** Roles by person, in the units of the record; `deputyFor`: for whom it is held, where it is not their own. */
  readonly roles: ReadonlyMap<string, readonly { readonly role: string; readonly deputyFor: string | null }[]>;
  /** Members by group. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** For whom somebody stands in now. */
  readonly principals: ReadonlyMap<string, readonly string[]>;
};

/** All that a judgement on the steps of one record may know; gathered by the acts, so that the rules stay pure. */
export type Matter = {
  readonly now: Date;
  /** Requirements that hold for the record, of all steps. */
  readonly requirements: readonly Requirement[];
  /** Everything that was said to its steps, withdrawn too, oldest first. */
  readonly approvals: readonly Approval[];
  readonly standings: ReadonlyMap<string, SignatureStanding>;
  /** Who has which part in the record, beside having approved. */
  readonly participants: readonly Involvement[];
  /** Fields that a signature on each step covers. */
  readonly covers: ReadonlyMap<string, readonly string[]>;
  readonly people: People;
};

export const requirementsOf = (matter: Pick<Matter, 'requirements'>, step: string): readonly Requirement[] =>
  matter.requirements.filter((requirement) => requirement.step === step);

/** The fields that an approval for a requirement covers. */
export const coversOf = (matter: Pick<Matter, 'covers'>, requirement: Pick<Requirement, 'covers' | 'step'>): readonly string[] =>
  requirement.covers ?? matter.covers.get(requirement.step) ?? [];

/** How somebody belongs to those who are asked; `through`: for whom they hold it, where it is not in their own right. Null: they do not. */
export function belongs(people: People, who: Who, personId: string): { readonly through: readonly string[] } | null {
  if (who.kind === 'group') return people.groups.get(who.id)?.has(personId) === true ? { through: [] } : null;
  const held = (people.roles.get(personId) ?? []).filter((one) => one.role === who.id);
  if (held.length === 0) return null;
  const principals = held.flatMap((one) => (one.deputyFor === null ? [] : [one.deputyFor]));
  return { through: principals.length < held.length ? [] : principals };
}

/** Somebody, those for whom they stand in now, and those who stand in for them: what one of them did keeps the others apart, in whatever order it is done. */
export const selves = (people: People, personId: string): readonly string[] => [
  personId,
  ...(people.principals.get(personId) ?? []),
  ...[...people.principals].flatMap(([deputy, principals]) => (principals.includes(personId) ? [deputy] : [])),
];

/** A yes that was given and not taken back: whoever gave it is the approver of that step. */
export const isYes = (approval: Approval): boolean => approval.verdict === 'approved' && approval.withdrawn === null;

/** Who has which part, having approved a step included. */
export const partsOf = (matter: Pick<Matter, 'participants' | 'approvals'>): readonly Involvement[] => [
  ...matter.participants,
  ...matter.approvals.filter(isYes).map((approval) => ({ personId: approval.personId, as: approverOf(approval.step) })),
];

/** The parts that keep somebody from answering a requirement. */
export function excludedBy(matter: Matter, requirement: Pick<Requirement, 'excludes'>, personId: string): readonly Involvement[] {
  if (requirement.excludes.length === 0) return [];
  const own = selves(matter.people, personId);
  return partsOf(matter).filter((part) => requirement.excludes.includes(part.as) && own.includes(part.personId));
}
