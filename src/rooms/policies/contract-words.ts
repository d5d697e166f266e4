/** Kept equal to the rows of the machines in `core/` (a test compares them). */
export const policyStates = ['draft', 'in-review', 'approved', 'effective', 'superseded', 'withdrawn'] as const;
export type PolicyState = (typeof policyStates)[number];
export const policyKinds = [
  'entry',
  'journey',
  'exit',
  'back-out',
  'windows',
  'rehearsals',
  'environments',
  'emergency',
  'signing',
  'other',
] as const;
export type PolicyKind = (typeof policyKinds)[number];
export const policyVerbs = ['submit', 'return', 'approve', 'discard', 'withdraw'] as const;
export type PolicyVerb = (typeof policyVerbs)[number];
export const policyExceptionStates = ['requested', 'granted', 'rejected', 'withdrawn', 'ended'] as const;
export type PolicyExceptionState = (typeof policyExceptionStates)[number];
export const policyExceptionVerbs = ['grant', 'reject', 'withdraw', 'end'] as const;
export type PolicyExceptionVerb = (typeof policyExceptionVerbs)[number];
