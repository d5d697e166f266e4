import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { SecurityProfile } from './password.ts';

const no = defineRefusals('identity', {
  'account-locked': {
    kind: 'tooMany',
    says: (f: { until: string | null }) =>
      f.until === null
        ? 'This account is locked after too many failed attempts, until an administrator unlocks it.'
        : `This account is locked until ${f.until} after too many failed attempts.`,
    remedy: (f) =>
      f.until === null
        ? 'Ask an administrator, who checks first that it is you. Neither waiting nor a new password opens it.'
        : 'Wait until then, or ask an administrator to unlock it.',
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
/** `held`: time does not end it, an administrator alone does (Annex 11 draft, 11.7); `until` is then when time would have. */
export type Lock = { readonly until: Date; readonly held: boolean };
export type Attempts = { readonly failed: number; readonly lock: Lock | null };

/**
 * One more failed attempt. Signatures and signing in from known places count together (21 CFR 11.300(d)); attempts from elsewhere count by
 * themselves. The lock starts a new count.
 * @param held whether the lock that this may come to is one that time does not end.
 */
export function afterFailure(failedBefore: number, profile: SecurityProfile, now: Date, held: boolean): Attempts {
  const failed = failedBefore + 1;
  if (failed < profile.failuresBeforeLock) return { failed, lock: null };
  return { failed: 0, lock: { until: new Date(now.getTime() + profile.lockMinutes * 60_000), held } };
}

type LockColumns = { readonly locked_until: Date | null; readonly lock_held: boolean };

/** The lock of an account at this moment; null where it is open. */
export function lockAt({ locked_until: until, lock_held: held }: LockColumns, now: Date): Lock | null {
  return until !== null && (held || until > now) ? { until, held } : null;
}

/** For the access log: until when, or who alone ends it. */
export const sayLock = (lock: Lock | null): string | null =>
  lock === null ? null : lock.held ? 'an administrator unlocks the account' : lock.until.toISOString();

export const accountLocked = (lock: Lock): Refusal =>
  no['account-locked']({ until: lock.held ? null : lock.until.toISOString() });
export const lockedFrom = (from: From, lock: Lock): Refusal =>
  from === 'known-place' ? accountLocked(lock) : no['locked-elsewhere']({ until: lock.until.toISOString() });
