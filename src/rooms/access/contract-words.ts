export const reviewStates = ['open', 'closed', 'withdrawn'] as const;
export type ReviewState = (typeof reviewStates)[number];
export const decisions = ['keep', 'remove', 'change'] as const;
export type Decision = (typeof decisions)[number];
export const accessKinds = ['role', 'member', 'deputy', 'token'] as const;
/** How an item stands when it is read again: as it was, suspended, otherwise than it was, gone. */
export const standings = ['stands', 'suspended', 'changed', 'gone'] as const;
export type Standing = (typeof standings)[number];
