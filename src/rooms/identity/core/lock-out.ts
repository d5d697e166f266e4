import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { SecurityProfile } from './password.ts';

const no = defineRefusals('identity', {
  'account-locked': {
    kind: 'tooMany',
    says: (f: { until: string }) => `This account is locked until ${f.until} after too many failed attempts.`,
    remedy: 'Wait until then, or ask an administrator to unlock it.',
  },
  'locked-elsewhere': {
    kind: 'tooMany',
    says: (f: { until: string }) =>
      `After too many failed attempts nobody signs in with this address until ${f.until}, except from where its owner has signed in before.`,
    remedy: 'Sign in from a browser that you have signed in from before, wait until then, or ask an administrator to unlock it.',
  },
});

/** Where an attempt to sign in comes from: a place that the person has signed in from before, or any other. */
export type From = 'known-place' | 'elsewhere';
export type Attempts = { readonly failed: number; readonly lockedUntil: Date | null };

/**
 * One more failed attempt. Signatures and signing in from known places count together (21 CFR 11.300(d)); attempts from elsewhere count by
 * themselves. The lock starts a new count.
 */
export function afterFailure(failedBefore: number, profile: SecurityProfile, now: Date): Attempts {
  const failed = failedBefore + 1;
  if (failed < profile.failuresBeforeLock) return { failed, lockedUntil: null };
  return { failed: 0, lockedUntil: new Date(now.getTime() + profile.lockMinutes * 60_000) };
}

export const accountLocked = (until: Date): Refusal => no['account-locked']({ until: until.toISOString() });
export const lockedFrom = (from: From, until: Date): Refusal =>
  from === 'known-place' ? accountLocked(until) : no['locked-elsewhere']({ until: until.toISOString() });
