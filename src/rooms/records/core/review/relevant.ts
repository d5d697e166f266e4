type Entry = { readonly subject: { readonly kind: string }; readonly changes: readonly { readonly field: string }[] };

/** Fields in which a record tells how it goes on: states, decisions, what the house measures. All others tell what it is. */
const course: Readonly<Record<string, RegExp>> = {
  release: /^\/(state|heldFrom|decisions(\/.*)?|baseline(\/.*)?)$/,
  gate: /^\/(state|conditionalUntil|reopenedWhy|restedAt|evaluation(\/.*)?|decision(\/.*)?|criteria\/[^/]+\/found(\/.*)?)$/,
};

/** Whether a field says what a record is; fields of a kind that is not known do. */
export const isContent = (kind: string, field: string): boolean => course[kind]?.test(field) !== true;

/**
 * Whether an entry takes the effect of a review that came before it. A decision that is taken, a signature and a measured fact do not, for the review comes before
 * them; every change of what a release or one of its gates is does: scope, dates, owner, criteria, results, waivers.
 */
export const isRelevant = ({ subject, changes }: Entry): boolean =>
  course[subject.kind] !== undefined && changes.some(({ field }) => isContent(subject.kind, field));
