import type { Applying } from './applying.ts';

type Why = Pick<Applying, 'desired' | 'reason'>;

/** What the trail says as the reason of a change, and of a withdrawal, that a plan file brought: what was given with the file, else which file it was. */
export const planReason = ({ desired, reason }: Why): string => reason ?? `Applied from the plan “${desired.name}”`;
export const withdrawnReason = ({ desired, reason }: Why): string => reason ?? `Plan “${desired.name}” does not hold it any more`;
