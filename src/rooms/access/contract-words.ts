export const reviewStates = ['open', 'closed', 'withdrawn'] as const;
export type ReviewState = (typeof reviewStates)[number];
export const decisions = ['keep', 'remove', 'change'] as const;
export type Decision = (typeof decisions)[number];
export const accessKinds = ['role', 'member', 'deputy', 'token'] as const;
/** How an item stands when it is read again: as it was, suspended, otherwise than it was, gone. */
export const standings = ['stands', 'suspended', 'changed', 'gone'] as const;
export type Standing = (typeof standings)[number];

/** Kept equal to the rows of the machines of the matrix of duties and of its waivers (a test compares them). */
export const matrixChangeStates = ['proposed', 'adopted', 'rejected', 'withdrawn'] as const;
export type MatrixChangeState = (typeof matrixChangeStates)[number];
export const matrixChangeVerbs = ['approve', 'reject', 'withdraw'] as const;
export type MatrixChangeVerb = (typeof matrixChangeVerbs)[number];
export const waiverStates = ['requested', 'granted', 'ended', 'reviewed', 'rejected', 'withdrawn'] as const;
export type WaiverState = (typeof waiverStates)[number];
export const waiverVerbs = ['grant', 'reject', 'withdraw', 'end', 'review'] as const;
export type WaiverVerb = (typeof waiverVerbs)[number];
