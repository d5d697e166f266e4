import type { StepShown } from '../contract.ts';

export type GivingVerb = 'approve' | 'review' | 'accept' | 'accept-for-production' | 'verify' | 'reject';

/** Buttons by verb. */
export const verbWords: Readonly<Record<string, string>> = {
  approve: 'Approve',
  review: 'Sign as reviewed',
  accept: 'Accept',
  'accept-for-production': 'Accept for production',
  verify: 'Sign as verified',
  reject: 'Say no',
};

export type WhyNot = StepShown['requirements'][number]['notCounted'][number]['why'][number];

/** Why a yes does not count, after “Does not count: ”. */
export const whyWords: Readonly<Record<WhyNot, string>> = {
  withdrawn: 'it was withdrawn',
  'content-changed': 'what it covers has changed since',
  'signature-broken': 'its signature is broken',
  expired: 'its days are over',
  'role-lost': 'its giver does not hold the role any more',
  excluded: 'its giver has a part in the work that is kept apart',
  'covers-less': 'it covers less than what is asked now',
  'one-voice': 'a deputy and who they stand in for are one voice',
};

export const stepTone = (step: Pick<StepShown, 'approved' | 'rejections'>) =>
  step.rejections.length > 0
    ? ({ tone: 'red', text: 'Blocked by a no' } as const)
    : step.approved
      ? ({ tone: 'teal', text: 'Approved' } as const)
      : ({ tone: 'yellow', text: 'Waiting' } as const);

export const changeTone = {
  proposed: { tone: 'yellow', text: 'Waiting for signatures' },
  effective: { tone: 'teal', text: 'Effective' },
  dropped: { tone: 'gray', text: 'Dropped' },
} as const;

export const requirementTone = {
  effective: { tone: 'teal', text: 'In force' },
  'to-come': { tone: 'blue', text: 'To come' },
  withdrawn: { tone: 'gray', text: 'Withdrawn' },
} as const;

export const changeKindWords = {
  new: 'New requirement',
  change: 'Change of',
  withdraw: 'Withdrawal of',
} as const;

/** “one person with the role Quality”, “two of the group “Release board””. */
export const seatsText = (seats: number, who: string): string => (seats === 1 ? who : `${seats} × ${who}, different people`);

export const scopeWords = (scope: readonly { readonly says: string }[]): string =>
  scope.length === 0 ? 'Every record' : scope.map((facet) => facet.says).join(' and ');
