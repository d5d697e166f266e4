import { z } from 'zod';
import { type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Method } from '../core/components.ts';
import { type From, type Lock, sayLock } from '../core/lock-out.ts';
import { passwordBreached } from '../core/password.ts';
import { authenticatorsForShare } from '../store/authenticators.ts';
import { clearAttempts, credentialForShare, credentialForUpdate } from '../store/credentials.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { checkComponents, copiedCode, failureCodes, type Proof } from './check-components.ts';
import { renewPassword } from './renew-password.ts';
import { saveFailure } from './save-failure.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'components-changed': {
    kind: 'conflict',
    says: () => 'What you proved yourself with was changed or removed at this very moment.',
    remedy: 'Look at “Your account”, and prove yourself with what is there now.',
  },
  'recovery-code-wrong': {
    kind: 'forbidden',
    says: () => 'That is not one of your recovery codes, or it was used before.',
    remedy: 'Enter one that is not crossed out, with the number in front.',
  },
});
export const recoveryCodeWrong = (): Refusal => no['recovery-code-wrong']({}, { field: '/recoveryCode' });

const breachedCode = passwordBreached().code;

/** One component that was confirmed, as it stands in the open transaction. */
export type ConfirmedPart = { readonly what: string; readonly id: string | null; readonly proofId: string | null };
export type Confirmed = {
  readonly methods: readonly Method[];
  readonly parts: readonly ConfirmedPart[];
  readonly evidence: Json;
};

const answer = z.strictObject({
  methods: z.array(z.enum(['password', 'code', 'passkey', 'recovery-code'])),
  authenticators: z.array(z.string()),
  passwordOf: z.string().nullable(),
  evidence: z.json(),
});

/** Checked, counted and used up in a transaction of its own, which commits also when something was wrong. */
async function judgeOutside(call: Call, proof: Proof, challenge: Buffer): Promise<Outcome<Json>> {
  const outcome = await transact<Outcome<Json>>({ ...call, idempotency: null }, async (work) =>
    done(await judge(work, proof, challenge)),
  );
  return outcome.ok ? outcome.value : outcome;
}

async function judge(work: Work, proof: Proof, challenge: Buffer): Promise<Outcome<Json>> {
  const personId = work.actor.id;
  const checked = await checkComponents(work, personId, proof, challenge);
  if (checked.refusals.length > 0) {
    if (checked.refusals.some(({ code }) => code === breachedCode)) await demandNewPassword(work, proof.password ?? '');
    await countFailure(work, personId, checked.refusals, 'decision');
    return refused(checked.refusals);
  }
  await checked.keep();
  await clearAttempts(work.tx, personId, 'known');
  const credential = await credentialForUpdate(work.tx, personId);
  return done({
    methods: [...checked.methods],
    authenticators: [...checked.authenticatorIds],
    passwordOf: checked.methods.includes('password') ? (credential?.changed_at.toISOString() ?? null) : null,
    evidence: checked.evidence,
  });
}

/** What was stolen elsewhere is asked to be another one at once, in whatever session it was given: what is still to be signed waits for that. */
async function demandNewPassword(work: Work, password: string): Promise<void> {
  const person = await findPerson(work.tx, work.actor.id);
  const credential = await credentialForUpdate(work.tx, work.actor.id);
  if (person !== undefined && credential !== undefined) await renewPassword(work, person, credential, password);
}

/**
 * Counts what was wrong as one failed attempt, together with those of signing in (21 CFR 11.300(d)), and says it in the account's log. @returns the
 * lock that it came to.
 */
export async function countFailure(
  work: Work,
  personId: string,
  refusals: readonly Refusal[],
  at: 'decision' | 'second-factor',
  from: From = 'known-place',
): Promise<Lock | null> {
  const counted = new Set([...failureCodes, recoveryCodeWrong().code]);
  const wrong = refusals.map((refusal) => refusal.code).filter((code) => counted.has(code));
  const person = await findPerson(work.tx, personId);
  const credential = await credentialForUpdate(work.tx, personId);
  if (wrong.length === 0 || person === undefined || credential === undefined) return null;
  const { profile } = await readSecurityProfile(work.tx);
  const after = await saveFailure(work, credential, profile, from);
  const lockedUntil = sayLock(after.lock);
  const event = { attempt: { at, from, what: wrong.toSorted(), failures: after.failed, lockedUntil } };
  sayAccount(work, lockedUntil === null ? 'identity.proof-refused' : 'identity.account-locked', person, event);
  if (wrong.includes(copiedCode)) sayAccount(work, 'identity.passkey-copied', person, { alarm: { at, counter: 'backwards' } });
  return after.lock;
}

/**
 * The acting person proves to be themself for the open act with whatever they gave; nothing given confirms nothing. Judged outside of the act (see
 * `Work.askOutside`), so that a failure counts and a code is used up whatever becomes of it; then looked at again here, locked, because somebody may have reset
 * a component in between.
 */
export async function confirmComponents(work: Work, proof: Proof, challenge: Buffer): Promise<Outcome<Confirmed>> {
  const question = `proof ${sha256(challenge, JSON.stringify(proof)).toString('hex')}`;
  const asked = await work.askOutside(question, (call) => judgeOutside(call, proof, challenge));
  if (!asked.ok) return asked;
  const judged = answer.parse(asked.value);
  const credential = await credentialForShare(work.tx, work.actor.id);
  const factors = await authenticatorsForShare(work.tx, work.actor.id, judged.authenticators);
  const same = judged.passwordOf === null || judged.passwordOf === credential?.changed_at.toISOString();
  if (credential === undefined || !same || factors.length !== judged.authenticators.length)
    return refuse(no['components-changed']({}));
  const password = { what: 'the password', id: null, proofId: credential.proof_id };
  const parts = [
    ...(judged.passwordOf === null ? [] : [password]),
    ...factors.map((factor) => ({ what: `“${factor.name}”`, id: factor.id, proofId: factor.proof_id })),
  ];
  return done({ methods: judged.methods, parts, evidence: judged.evidence });
}
