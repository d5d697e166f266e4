import type { Actor } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Refusal } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { accountLocked, afterFailure } from '../core/lock-out.ts';
import { credentialForUpdate, credentialOf, passwordMatches, saveAttempts } from '../store/credentials.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'password-wrong': {
    kind: 'forbidden',
    says: () => 'That is not your password.',
    remedy: 'Enter the password that you sign in with.',
  },
  'decides-in-person': {
    kind: 'forbidden',
    says: () => 'A recorded decision is made by a person who is signed in, never by a token.',
    remedy: 'Sign in and decide yourself.',
  },
});
const wrongCode = no['password-wrong']({}).code;

/** The password that a person re-enters at the moment of a recorded decision. A locked account decides nothing, also with the right one. */
export async function confirmPassword(
  tx: Tx,
  actor: Actor,
  password: string,
  now: Date,
  field = '/password',
): Promise<readonly Refusal[]> {
  if (actor.via !== 'session') return [no['decides-in-person']({})];
  const credential = await credentialOf(tx, actor.id);
  if (credential?.locked_until != null && credential.locked_until > now) return [accountLocked(credential.locked_until)];
  const right = credential !== undefined && (await passwordMatches(credential.password_hash, password));
  return right ? [] : [no['password-wrong']({}, { field })];
}

/** Counts a wrong password after the act that it was entered for was rolled back: the failure must outlive the refusal. */
export async function countWrongPassword(call: Call, refusals: readonly Refusal[]): Promise<void> {
  if (!refusals.some((refusal) => refusal.code === wrongCode)) return;
  await transact({ ...call, idempotency: null }, async (work) => {
    const person = await findPerson(work.tx, work.actor.id);
    const credential = await credentialForUpdate(work.tx, work.actor.id);
    if (person === undefined || credential === undefined) return done(null);
    const { profile } = await readSecurityProfile(work.tx);
    const { failed, lockedUntil } = afterFailure(credential.failed, profile, work.now);
    await saveAttempts(work.tx, person.id, failed, lockedUntil);
    const event = { attempt: { at: 'decision', failures: failed, lockedUntil: lockedUntil?.toISOString() ?? null } };
    sayAccount(work, lockedUntil === null ? 'identity.password-refused' : 'identity.account-locked', person, event);
    return done(null);
  });
}
