import { defineRefusals, done, type Refusal } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { accountLocked, lockAt, sayLock } from '../core/lock-out.ts';
import { credentialForUpdate, passwordMatches } from '../store/credentials.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { saveFailure } from './save-failure.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'password-wrong': {
    kind: 'forbidden',
    says: () => 'That is not your password.',
    remedy: 'Enter the password that you sign in with.',
  },
  'decides-in-person': {
    kind: 'forbidden',
    says: () => 'A decision is made by a person who is signed in, never by a token.',
    remedy: 'Sign in and decide yourself.',
  },
});

export const passwordWrong = (field: string): Refusal => no['password-wrong']({}, { field });

/**
 * The password that a person re-enters at the moment of an act, in a transaction of its own: a wrong one is counted and said whatever becomes
 * of the act. The count is locked before the password is compared, so guesses at once get no more tries than guesses one by one. A locked account
 * decides nothing, also with the right password.
 */
export async function confirmPassword(call: Call, password: string): Promise<readonly Refusal[]> {
  if (call.actor.via !== 'session') return [no['decides-in-person']({})];
  const outcome = await transact({ ...call, idempotency: null }, async (work) => done(await judge(work, password)));
  return outcome.ok ? outcome.value : outcome.refusals;
}

async function judge(work: Work, password: string): Promise<readonly Refusal[]> {
  const wrong = no['password-wrong']({}, { field: '/password' });
  const credential = await credentialForUpdate(work.tx, work.actor.id);
  const person = await findPerson(work.tx, work.actor.id);
  if (credential === undefined || person === undefined) return [wrong];
  const lock = lockAt(credential, work.now);
  if (lock !== null) return [accountLocked(lock)];
  if (await passwordMatches(credential.password_hash, password)) return [];
  const { profile } = await readSecurityProfile(work.tx);
  const known = await saveFailure(work, credential, profile, 'known-place');
  const event = { attempt: { at: 'decision', failures: known.failed, lockedUntil: sayLock(known.lock) } };
  sayAccount(work, known.lock === null ? 'identity.password-refused' : 'identity.account-locked', person, event);
  return [wrong];
}
