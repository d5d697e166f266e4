import type { SecurityProfile } from './password.ts';

export const renewalReasons = ['breached', 'age'] as const;
export type RenewalReason = (typeof renewalReasons)[number];

const dayMs = 86_400_000;
const agedAfter = { never: null, 'days-365': 365, 'days-180': 180, 'days-90': 90 } as const;

/** Why a password that is right has to be changed before anything else; null where it need not. @param setAt when it was set. */
export function whyRenew(
  setAt: Date,
  isBreached: boolean,
  { passwordMaxAge }: Pick<SecurityProfile, 'passwordMaxAge'>,
  now: Date,
): RenewalReason | null {
  if (isBreached) return 'breached';
  const days = agedAfter[passwordMaxAge];
  return days !== null && now.getTime() - setAt.getTime() > days * dayMs ? 'age' : null;
}
