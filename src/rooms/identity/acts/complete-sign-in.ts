import { defineRefusals, done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { challengeFor } from '../core/challenges.ts';
import type { Method } from '../core/components.ts';
import { lockAt, lockedFrom } from '../core/lock-out.ts';
import { readRecoveryCode } from '../core/recovery-code.ts';
import { enrolFirst, oneSecondFactor, signInBeginsAnew } from '../core/second-factor.ts';
import { credentialForUpdate } from '../store/credentials.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { spendRecoveryCode } from '../store/recovery-codes.ts';
import { pendingSession } from '../store/sessions.ts';
import type { Whence } from './arrive.ts';
import { type Assertion, checkComponents } from './check-components.ts';
import { countFailure, recoveryCodeWrong } from './confirm-components.ts';
import { openPending, whenceOf } from './open-pending.ts';
import { sayAccount } from './say.ts';
import type { NewSession } from './sign-in.ts';

const no = defineRefusals('identity', {
  'second-factor-failed': {
    kind: 'unauthenticated',
    says: () => 'The second factor did not prove that it is you.',
    remedy: 'Try again with what your device shows now; after several failures the account is locked for a while.',
  },
});

export type SecondFactor = {
  readonly code?: string | undefined;
  readonly passkey?: Assertion | undefined;
  readonly recoveryCode?: string | undefined;
};
type Result = { readonly opened: NewSession } | { readonly refusals: readonly Refusal[] };

/**
 * Makes the second step of signing in. A failure is recorded and counted with those of the password, so the transaction commits also then. A recovery code opens
 * sign-in and nothing else; using one is an alarm.
 */
export async function completeSignIn(call: Call, given: SecondFactor, place: string | null): Promise<Outcome<NewSession>> {
  const outcome = await transact<Result>({ ...call, idempotency: null }, async (work) => done(await judge(work, given, place)));
  if (!outcome.ok) return outcome;
  return 'opened' in outcome.value ? done(outcome.value.opened) : refused(outcome.value.refusals);
}

const stop = (refusal: Refusal): Result => ({ refusals: [refusal] });

async function judge(work: Work, given: SecondFactor, place: string | null): Promise<Result> {
  const { actor, tx, now } = work;
  if (actor.via !== 'pending' || actor.credentialId === null) return stop(signInBeginsAnew());
  const credential = await credentialForUpdate(tx, actor.id);
  const person = await findPerson(tx, actor.id);
  const session = await pendingSession(tx, actor.credentialId, now);
  if (credential === undefined || person === undefined || session === undefined) return stop(signInBeginsAnew());
  if (session.state === 'enrol') return stop(enrolFirst());
  const count = [given.code, given.passkey, given.recoveryCode].filter((one) => one !== undefined && one !== '').length;
  if (count !== 1) return stop(oneSecondFactor());
  const whence = await whenceOf(work, person.id, place);
  const until = whence.from === 'elsewhere' ? credential.elsewhere_locked_until : null;
  const strangers = lockAt({ locked_until: until, lock_held: false }, now);
  if (strangers !== null) return stop(lockedFrom('elsewhere', strangers));

  const step = await tryStep(work, person, given, challengeFor('second-factor', session.challenge));
  if ('refusals' in step) return { refusals: await failed(work, person, step.refusals, whence) };
  const methods: readonly Method[] = ['password', step.method];
  return { opened: await openPending(work, person, actor.credentialId, methods, whence) };
}

type Step = { readonly method: Method } | { readonly refusals: readonly Refusal[] };

async function tryStep(work: Work, person: PersonRow, given: SecondFactor, challenge: Buffer): Promise<Step> {
  const { code, passkey, recoveryCode } = given;
  const checked = await checkComponents(work, person.id, { code, passkey }, challenge);
  if (checked.refusals.length > 0) return { refusals: checked.refusals };
  await checked.keep();
  if (recoveryCode === undefined || recoveryCode === '') return { method: checked.methods[0] ?? 'code' };
  const read = readRecoveryCode(recoveryCode);
  if (read === null || !(await spendRecoveryCode(work.tx, person.id, read, work.now))) return { refusals: [recoveryCodeWrong()] };
  sayAccount(work, 'identity.recovery-code-used', person, { alarm: { recoveryCode: read.position } });
  return { method: 'recovery-code' };
}

/** What was wrong, counted; a count that came full is said as what it is. */
async function failed(
  work: Work,
  person: PersonRow,
  refusals: readonly Refusal[],
  { from }: Whence,
): Promise<readonly Refusal[]> {
  const lock = await countFailure(work, person.id, refusals, 'second-factor', from);
  if (lock !== null) return [lockedFrom(from, lock)];
  // 401 as for a wrong password; what the reason was is said besides.
  const guess = refusals.every((refusal) => refusal.kind === 'forbidden');
  return guess ? [no['second-factor-failed']({}), ...refusals] : refusals;
}
