import { randomBytes } from 'node:crypto';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { challengeFor } from '../core/challenges.ts';
import { checkCodeText } from '../core/check-code.ts';
import { missingComponents } from '../core/components.ts';
import { notFound } from '../core/unknown.ts';
import { saveRequest } from '../store/identity-checks.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { challengeForUpdate, replaceChallenge } from '../store/session-challenge.ts';
import type { Proof } from './check-components.ts';
import { confirmComponents } from './confirm-components.ts';
import { mustBeInPerson } from './in-person.ts';
import { sayAccount } from './say.ts';

const minutes = 15;

type CheckRequest = { readonly code: string; readonly expiresAt: string };

/**
 * A person proves the components that are to give signatures, and gets a code to show, in person, to who checks identities. The check then covers exactly what
 * this person has in hand: what somebody else set up in their name, they could not prove.
 */
export async function askForCheck(
  call: Call,
  proof: Proof,
): Promise<Outcome<{ readonly code: string | null; readonly expiresAt: string }>> {
  // The code stays outside of what is kept for the Idempotency-Key: a repeat answers without it.
  const codes: string[] = [];
  const outcome = await transact(call, async (work) => {
    const asked = await askIn(work, proof);
    if (!asked.ok) return asked;
    codes.push(asked.value.code);
    return done({ expiresAt: asked.value.expiresAt });
  });
  return outcome.ok ? done({ ...outcome.value, code: codes.at(-1) ?? null }) : outcome;
}

async function askIn(work: Work, proof: Proof): Promise<Outcome<CheckRequest>> {
  const machine = mustBeInPerson(work);
  if (machine.length > 0) return refused(machine);
  const { actor, tx, now } = work;
  const person = await findPerson(tx, actor.id);
  const challenge = await challengeForUpdate(tx, actor.credentialId);
  if (person === undefined || challenge === null) return refuse(notFound('person', actor.id));
  const { profile } = await readSecurityProfile(tx);
  const missing = missingComponents(proof, profile.signingComponents, 'first');
  if (missing.length > 0) return refused(missing);
  const confirmed = await confirmComponents(work, proof, challengeFor('ask-for-check', challenge));
  if (!confirmed.ok) return confirmed;
  const code = checkCodeText(randomBytes(8));
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  const authenticatorIds = confirmed.value.parts.flatMap((part) => (part.id === null ? [] : [part.id]));
  await saveRequest(tx, { personId: person.id, code, authenticatorIds, expiresAt });
  await replaceChallenge(tx, actor.credentialId);
  sayAccount(work, 'identity.check-asked', person, {
    check: { proved: [...confirmed.value.methods], until: expiresAt.toISOString() },
  });
  return done({ code, expiresAt: expiresAt.toISOString() });
}
