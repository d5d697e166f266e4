import { randomBytes } from 'node:crypto';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { challengeFor } from '../core/challenges.ts';
import { readRecoveryCode, recoveryCodes, recoveryCodeText } from '../core/recovery-code.ts';
import { notFound } from '../core/unknown.ts';
import { findPerson } from '../store/people.ts';
import { replaceRecoveryCodes } from '../store/recovery-codes.ts';
import { challengeForUpdate, replaceChallenge } from '../store/session-challenge.ts';
import type { Proof } from './check-components.ts';
import { confirmComponents } from './confirm-components.ts';
import { mustBeInPerson } from './in-person.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'nothing-proven': {
    kind: 'rule',
    says: () => 'This needs your password, a code of your authenticator app or your passkey.',
    remedy: 'Give one of them.',
  },
});

/** Makes ten recovery codes in the place of the earlier ones. They are shown by this answer and never again. */
export async function makeRecoveryCodes(call: Call, proof: Proof): Promise<Outcome<readonly string[] | null>> {
  // The codes stay outside of what is kept for the Idempotency-Key: a repeat answers without them.
  const made: (readonly string[])[] = [];
  const outcome = await transact(call, async (work) => {
    const codes = await makeIn(work, proof);
    if (!codes.ok) return codes;
    made.push(codes.value);
    return done({ made: codes.value.length });
  });
  return outcome.ok ? done(made.at(-1) ?? null) : outcome;
}

async function makeIn(work: Work, proof: Proof): Promise<Outcome<readonly string[]>> {
  const machine = mustBeInPerson(work);
  if (machine.length > 0) return refused(machine);
  const { actor, tx, now } = work;
  const person = await findPerson(tx, actor.id);
  const challenge = await challengeForUpdate(tx, actor.credentialId);
  if (person === undefined || challenge === null) return refuse(notFound('person', actor.id));
  const confirmed = await confirmComponents(work, proof, challengeFor('make-recovery-codes', challenge));
  if (!confirmed.ok) return confirmed;
  if (confirmed.value.parts.length === 0) return refuse(no['nothing-proven']({}, { field: '/password' }));
  const codes = Array.from({ length: recoveryCodes }, (_, index) => recoveryCodeText(index + 1, randomBytes(16)));
  await replaceRecoveryCodes(
    tx,
    person.id,
    codes.map((code) => readRecoveryCode(code)?.secret ?? ''),
    now,
  );
  await replaceChallenge(tx, actor.credentialId);
  sayAccount(work, 'identity.recovery-codes-made', person, { recoveryCodes: { made: codes.length, at: now.toISOString() } });
  return done(codes);
}
