import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { SecurityProfile } from '../core/password.ts';
import { freshToken, hashOfToken } from '../store/authenticate.ts';
import { burnTime, credentialForUpdate, passwordMatches } from '../store/credentials.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import type { IdentityTables } from '../store/tables.ts';

const no = defineRefusals('identity', {
  'sign-in-failed': {
    kind: 'unauthenticated',
    says: () => 'E-mail or password is not right.',
    remedy: 'Try again; after several failures the account is locked for a while.',
  },
  'account-locked': {
    kind: 'tooMany',
    says: (f: { until: string }) => `This account is locked until ${f.until} after too many failed attempts.`,
    remedy: 'Wait until then, or ask an administrator to unlock it.',
  },
});

type Attempt = { readonly email: string; readonly password: string; readonly address: string; readonly userAgent: string };
export type NewSession = { readonly personId: string; readonly sessionId: string; readonly token: string; readonly maxAgeSeconds: number };
type Result = { readonly signedIn: NewSession } | { readonly failed: 'unknown' | 'wrong' } | { readonly lockedUntil: Date };

/**
 * Signs a person in. A failed attempt is recorded and counted, so the transaction commits also then; the refusal follows outside. Somebody who does not
 * exist costs the same time as somebody who does.
 */
export async function signIn(call: Call, attempt: Attempt): Promise<Outcome<NewSession>> {
  const outcome = await transact<Result>({ ...call, idempotency: null }, async (work) => done(await judge(work, attempt)));
  if (!outcome.ok) return outcome;
  if ('signedIn' in outcome.value) return done(outcome.value.signedIn);
  if ('lockedUntil' in outcome.value) return refuse(no['account-locked']({ until: outcome.value.lockedUntil.toISOString() }));
  return refuse(no['sign-in-failed']({}));
}

async function judge(work: Work, attempt: Attempt): Promise<Result> {
  const { profile } = await readSecurityProfile(work.tx);
  const person = await work.tx
    .withTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'version'])
    .where('email', '=', attempt.email)
    .where('state', '=', 'active')
    .executeTakeFirst();
  const credential = person === undefined ? undefined : await credentialForUpdate(work.tx, person.id);
  if (person === undefined || credential === undefined) {
    await burnTime(attempt.password);
    return { failed: 'unknown' };
  }
  if (credential.locked_until !== null && credential.locked_until > work.now) return { lockedUntil: credential.locked_until };
  if (await passwordMatches(credential.password_hash, attempt.password)) return { signedIn: await open(work, person, attempt, profile) };
  return countFailure(work, person, credential.failed + 1, profile);
}

type Person = { readonly id: string; readonly name: string; readonly email: string; readonly version: number };

const subjectOf = (person: Person) => ({ kind: 'person', id: person.id, key: null, unitIds: [] });

async function countFailure(work: Work, person: Person, failed: number, profile: SecurityProfile): Promise<Result> {
  const locks = failed >= profile.failuresBeforeLock;
  const lockedUntil = locks ? new Date(work.now.getTime() + profile.lockMinutes * 60_000) : null;
  await work.tx
    .withTables<IdentityTables>()
    .updateTable('identity.credential')
    .set({ failed: locks ? 0 : failed, locked_until: lockedUntil })
    .where('person_id', '=', person.id)
    .execute();
  work.say({
    act: locks ? 'identity.account-locked' : 'identity.sign-in-failed',
    subject: subjectOf(person),
    version: person.version,
    before: null,
    after: { signIn: { failures: failed, lockedUntil: lockedUntil?.toISOString() ?? null } },
  });
  return lockedUntil === null ? { failed: 'wrong' } : { lockedUntil };
}

async function open(work: Work, person: Person, attempt: Attempt, profile: SecurityProfile): Promise<NewSession> {
  const db = work.tx.withTables<IdentityTables>();
  const token = freshToken('ils');
  const sessionId = uuidv7(work.now.getTime());
  await db.updateTable('identity.credential').set({ failed: 0, locked_until: null }).where('person_id', '=', person.id).execute();
  await db
    .insertInto('identity.session')
    .values({
      id: sessionId,
      person_id: person.id,
      token_hash: hashOfToken(token),
      created_at: work.now,
      rotated_at: work.now,
      seen_at: work.now,
      ends_at: new Date(work.now.getTime() + profile.absoluteMinutes * 60_000),
      address: attempt.address,
      user_agent: attempt.userAgent.slice(0, 300),
    })
    .execute();
  work.say({
    act: 'identity.signed-in',
    subject: subjectOf(person),
    version: person.version,
    before: null,
    after: { signIn: { session: sessionId } },
  });
  return { personId: person.id, sessionId, token, maxAgeSeconds: profile.absoluteMinutes * 60 };
}
