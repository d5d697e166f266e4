import { defineRefusals } from '../../../foundation/refusal.ts';
import type { SecurityProfile } from './password.ts';

const no = defineRefusals('identity', {
  'account-locked': {
    kind: 'tooMany',
    says: (f: { until: string }) => `This account is locked until ${f.until} after too many failed attempts.`,
    remedy: 'Wait until then, or ask an administrator to unlock it.',
  },
});

export type Attempts = { readonly failed: number; readonly lockedUntil: Date | null };

/** One more failed attempt; signing in and recorded decisions count together (21 CFR 11.300(d)). The lock starts a new count. */
export function afterFailure(failedBefore: number, profile: SecurityProfile, now: Date): Attempts {
  const failed = failedBefore + 1;
  if (failed < profile.failuresBeforeLock) return { failed, lockedUntil: null };
  return { failed: 0, lockedUntil: new Date(now.getTime() + profile.lockMinutes * 60_000) };
}

export const accountLocked = (until: Date) => no['account-locked']({ until: until.toISOString() });
