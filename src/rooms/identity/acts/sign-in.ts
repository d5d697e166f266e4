import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { accountLocked, afterFailure } from '../core/lock-out.ts';
import type { SecurityProfile } from '../core/password.ts';
import { freshToken, hashOfToken } from '../store/authenticate.ts';
import { burnTime, credentialForUpdate, passwordMatches, saveAttempts } from '../store/credentials.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { insertSession } from '../store/sessions.ts';
import { saveUnknownAttempts, unknownAttempts } from '../store/unknown-attempts.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'sign-in-failed': {
    kind: 'unauthenticated',
    says: () => 'E-mail or password is not right.',
    remedy: 'Try again; after several failures the account is locked for a while.',
  },
});

type Attempt = { readonly email: string; readonly password: string; readonly address: string; readonly userAgent: string };
export type NewSession = {
  readonly personId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly maxAgeSeconds: number;
};
type Result = { readonly signedIn: NewSession } | { readonly lockedUntil: Date | null };

/**
 * Signs a person in. A failed attempt is recorded and counted, so the transaction commits also then; the refusal follows outside. Somebody who does not
 * exist costs the same time as somebody who does, and is locked after as many attempts: no answer tells who exists.
 */
export async function signIn(call: Call, attempt: Attempt): Promise<Outcome<NewSession>> {
  const outcome = await transact<Result>({ ...call, idempotency: null }, async (work) => done(await judge(work, attempt)));
  if (!outcome.ok) return outcome;
  if ('signedIn' in outcome.value) return done(outcome.value.signedIn);
  return refuse(outcome.value.lockedUntil === null ? no['sign-in-failed']({}) : accountLocked(outcome.value.lockedUntil));
}

async function judge(work: Work, attempt: Attempt): Promise<Result> {
  const { profile } = await readSecurityProfile(work.tx);
  const person = await findPerson(work.tx, attempt.email);
  const credential =
    person === undefined || person.state === 'disabled' ? undefined : await credentialForUpdate(work.tx, person.id);
  if (person === undefined || credential === undefined) return refuseUnknown(work, attempt, profile);
  const right = await passwordMatches(credential.password_hash, attempt.password);
  if (credential.locked_until !== null && credential.locked_until > work.now) return { lockedUntil: credential.locked_until };
  if (right) return { signedIn: await open(work, person, attempt, profile) };
  const { failed, lockedUntil } = afterFailure(credential.failed, profile, work.now);
  await saveAttempts(work.tx, person.id, failed, lockedUntil);
  const event = { attempt: { at: 'sign-in', failures: failed, lockedUntil: lockedUntil?.toISOString() ?? null } };
  sayAccount(work, lockedUntil === null ? 'identity.sign-in-failed' : 'identity.account-locked', person, event);
  return { lockedUntil };
}

async function refuseUnknown(work: Work, attempt: Attempt, profile: SecurityProfile): Promise<Result> {
  // Locked first, as the row of somebody who exists: attempts at once wait for each other either way, and their time tells nothing.
  const before = await unknownAttempts(work.tx, attempt.email, work.now);
  await burnTime(attempt.password);
  if (before.lockedUntil !== null && before.lockedUntil > work.now) return { lockedUntil: before.lockedUntil };
  const after = afterFailure(before.failed, profile, work.now);
  await saveUnknownAttempts(work.tx, attempt.email, after);
  return { lockedUntil: after.lockedUntil };
}

async function open(work: Work, person: PersonRow, attempt: Attempt, profile: SecurityProfile): Promise<NewSession> {
  const token = freshToken('ils');
  const sessionId = uuidv7(work.now.getTime());
  await saveAttempts(work.tx, person.id, 0, null);
  await insertSession(work.tx, {
    id: sessionId,
    personId: person.id,
    tokenHash: hashOfToken(token),
    now: work.now,
    endsAt: new Date(work.now.getTime() + profile.absoluteMinutes * 60_000),
    address: attempt.address,
    userAgent: attempt.userAgent.slice(0, 300),
  });
  // The password was theirs: the entry names them, not a stranger (21 CFR 11.10(e)). A failed attempt stays a stranger's.
  const { id, name, email } = person;
  sayAccount(work, 'identity.signed-in', person, { signedIn: { session: sessionId } }, null, {
    ...work.actor,
    kind: 'person',
    id,
    name,
    email,
  });
  return { personId: person.id, sessionId, token, maxAgeSeconds: profile.absoluteMinutes * 60 };
}
