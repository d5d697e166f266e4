export const verbalStates = ['waits-for-quality', 'open', 'settled', 'reviewed', 'withdrawn'] as const;
export type VerbalState = (typeof verbalStates)[number];

/** Verbs of people; `open` and `settle` are the house's own. */
export const verbalVerbs = ['confirm', 'review', 'withdraw'] as const;
export type VerbalVerb = (typeof verbalVerbs)[number];

export const noticeStates = ['open', 'objected', 'withdrawn'] as const;
export type NoticeState = (typeof noticeStates)[number];
export const noticeVerbs = ['object', 'withdraw'] as const;
export type NoticeVerb = (typeof noticeVerbs)[number];
