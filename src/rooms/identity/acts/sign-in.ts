import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { afterFailure, type From, type Lock, lockAt, lockedFrom, sayLock } from '../core/lock-out.ts';
import type { SecurityProfile } from '../core/password.ts';
import { type Demand, demandOf, pendingMinutes, readingRoles } from '../core/second-factor.ts';
import { freshToken, hashOfToken } from '../store/authenticate.ts';
import { authenticatorsOf } from '../store/authenticators.ts';
import { burnTime, credentialForUpdate, passwordMatches } from '../store/credentials.ts';
import { heldRoles } from '../store/held-roles.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { peopleKnownAt } from '../store/places.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { insertSession } from '../store/sessions.ts';
import { countStrangerAttempt } from '../store/stranger-attempts.ts';
import { saveUnknownAttempts, unknownAttempts } from '../store/unknown-attempts.ts';
import { arrive, asPerson, saySignedIn } from './arrive.ts';
import { endUseElsewhere } from './end-shared-use.ts';
import { renewPassword } from './renew-password.ts';
import { saveFailure } from './save-failure.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'sign-in-failed': {
    kind: 'unauthenticated',
    says: () => 'E-mail or password is not right.',
    remedy: 'Try again; after several failures the account is locked for a while.',
  },
});

type Attempt = {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
  /** What the place's cookie holds, where it has one. */
  readonly place?: string | null;
};
export type NewSession = {
  readonly personId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly maxAgeSeconds: number;
  /** What the cookie of the place is to hold from now on; null where it stays as it is. */
  readonly place: string | null;
};
type Result = { readonly signedIn: NewSession } | { readonly from: From; readonly lock: Lock | null };

/**
 * Signs a person in, or as far as the second factor where one is asked for: until then nothing is cleared and no place becomes known. A failed attempt is recorded and counted, so the transaction commits also then; the refusal follows outside. Attempts from places
 * where the person never signed in are counted and locked apart (docs/decisions/0015-known-places.md). Somebody who does not exist costs the same time as
 * somebody who does, and is locked after as many attempts: no answer tells who exists.
 */
export async function signIn(call: Call, attempt: Attempt): Promise<Outcome<NewSession>> {
  const outcome = await transact<Result>({ ...call, idempotency: null }, async (work) => done(await judge(work, attempt)));
  if (!outcome.ok) return outcome;
  if ('signedIn' in outcome.value) return done(outcome.value.signedIn);
  const { from, lock } = outcome.value;
  return refuse(lock === null ? no['sign-in-failed']({}) : lockedFrom(from, lock));
}

async function judge(work: Work, attempt: Attempt): Promise<Result> {
  const { profile } = await readSecurityProfile(work.tx);
  const here = await peopleKnownAt(work.tx, attempt.place ?? null);
  const person = await findPerson(work.tx, attempt.email);
  const credential =
    person === undefined || person.state === 'disabled' ? undefined : await credentialForUpdate(work.tx, person.id);
  if (person === undefined || credential === undefined) return refuseUnknown(work, attempt, profile);
  const account = lockAt(credential, work.now);
  const from: From = here.has(person.id) ? 'known-place' : 'elsewhere';
  const lock =
    from === 'known-place' ? account : lockAt({ locked_until: credential.elsewhere_locked_until, lock_held: false }, work.now);
  const right = await passwordMatches(credential.password_hash, attempt.password);
  if (lock !== null) return { from, lock };
  // That the account itself is locked is told only to who has the password, or is where its owner was: to others it would tell who exists.
  if (right && account !== null) return { from: 'known-place', lock: account };
  if (right) await renewPassword(work, person, credential, attempt.password);
  if (right) return { signedIn: await open(work, person, attempt, profile, { from, isPlace: here.size > 0 }) };
  const after = await saveFailure(work, credential, profile, from);
  const event = { attempt: { at: 'sign-in', from, failures: after.failed, lockedUntil: sayLock(after.lock) } };
  sayAccount(work, after.lock === null ? 'identity.sign-in-failed' : 'identity.account-locked', person, event);
  return { from, lock: after.lock };
}

async function refuseUnknown(work: Work, attempt: Attempt, profile: SecurityProfile): Promise<Result> {
  // Locked first, as the row of somebody who exists: attempts at once wait for each other either way, and their time tells nothing.
  const before = await unknownAttempts(work.tx, attempt.email, work.now);
  await burnTime(attempt.password);
  await countStrangerAttempt(work.tx, attempt.address, work.now);
  if (before.lock !== null) return { from: 'elsewhere', lock: before.lock };
  const after = afterFailure(before.failed, profile, work.now, false);
  await saveUnknownAttempts(work.tx, attempt.email, after);
  return { from: 'elsewhere', lock: after.lock };
}

async function open(
  work: Work,
  person: PersonRow,
  attempt: Attempt,
  profile: SecurityProfile,
  at: { readonly from: From; readonly isPlace: boolean },
): Promise<NewSession> {
  const token = freshToken('ils');
  const sessionId = uuidv7(work.now.getTime());
  const demand = await demandHere(work, person.id, profile);
  const minutes = demand === 'open' ? profile.absoluteMinutes : pendingMinutes;
  await insertSession(work.tx, {
    id: sessionId,
    personId: person.id,
    tokenHash: hashOfToken(token),
    now: work.now,
    endsAt: new Date(work.now.getTime() + minutes * 60_000),
    address: attempt.address,
    userAgent: attempt.userAgent.slice(0, 300),
    state: demand,
    methods: ['password'],
  });
  if (demand === 'open' && profile.sharedUse === 'sign-in-again') await endUseElsewhere(work, person, sessionId, attempt.address);
  const place = demand === 'open' ? await arrive(work, person, { ...at, place: attempt.place ?? null }) : null;
  // The password was theirs: the entry names them, not a stranger (21 CFR 11.10(e)). A failed attempt stays a stranger's.
  if (demand === 'open') saySignedIn(work, person, { session: sessionId, methods: ['password'] });
  else
    sayAccount(
      work,
      'identity.sign-in-begun',
      person,
      { begun: { session: sessionId, owes: demand } },
      null,
      asPerson(work, person),
    );
  return { personId: person.id, sessionId, token, maxAgeSeconds: minutes * 60, place };
}

async function demandHere(work: Work, personId: string, profile: SecurityProfile): Promise<Demand> {
  const enrolled = (await authenticatorsOf(work.tx, personId)).length > 0;
  const [held] = await heldRoles(work.tx, [personId], work.now);
  const decides = [...(held?.held.keys() ?? [])].some((role) => !readingRoles.includes(role));
  return demandOf(profile.secondFactor, { enrolled, decides });
}
