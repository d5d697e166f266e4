/** The acts by which something is said to a step, each with the meaning that it signs. */
export const meaningOfVerb = {
  approve: 'approved',
  review: 'reviewed',
  accept: 'accepted',
  'accept-for-production': 'accepted-for-production',
  verify: 'verified',
  reject: 'rejected',
} as const;

export type GivingVerb = keyof typeof meaningOfVerb;
export const givingVerbs = ['approve', 'review', 'accept', 'accept-for-production', 'verify', 'reject'] as const;

/** Meanings that a requirement can ask for: a yes of somebody else. What is executed, waived or decided is a step of its own. */
export const askedMeanings: readonly string[] = Object.entries(meaningOfVerb).flatMap(([verb, meaning]) =>
  verb === 'reject' ? [] : [meaning],
);

/** The act that says a meaning. */
export function verbOfMeaning(meaning: string): GivingVerb {
  const found = givingVerbs.find((verb) => meaningOfVerb[verb] === meaning);
  if (found === undefined) throw new Error(`no act says ${meaning}`);
  return found;
}
