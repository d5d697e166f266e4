export const exceptionStates = ['asked', 'granted', 'refused', 'withdrawn', 'lapsed'] as const;
export type ExceptionState = (typeof exceptionStates)[number];

/** Verbs of people. `lapse` is the house's own: the collision is another, or gone. */
export const exceptionVerbs = ['grant', 'refuse', 'withdraw'] as const;
export type ExceptionVerb = (typeof exceptionVerbs)[number];
