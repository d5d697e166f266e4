export const verbalStates = ['waits-for-quality', 'open', 'settled', 'reviewed', 'withdrawn'] as const;
export type VerbalState = (typeof verbalStates)[number];

/** Verbs of people; `open` and `settle` are the house's own. */
export const verbalVerbs = ['confirm', 'review', 'withdraw'] as const;
export type VerbalVerb = (typeof verbalVerbs)[number];
