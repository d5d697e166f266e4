import type { SecurityProfile } from './password.ts';

export const renewalReasons = ['breached', 'age'] as const;
export type RenewalReason = (typeof renewalReasons)[number];

const dayMs = 86_400_000;

/** Why a password that is right has to be changed before anything else; null where it need not. @param setAt when it was set. */
export function whyRenew(
  setAt: Date,
  isBreached: boolean,
  { passwordMaxAge: days }: Pick<SecurityProfile, 'passwordMaxAge'>,
  now: Date,
): RenewalReason | null {
  if (isBreached) return 'breached';
  return days !== 'never' && now.getTime() - setAt.getTime() > Number(days) * dayMs ? 'age' : null;
}
