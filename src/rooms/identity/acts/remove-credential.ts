import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { challengeFor } from '../core/challenges.ts';
import { notFound } from '../core/unknown.ts';
import { authenticatorsOf, removeAuthenticators } from '../store/authenticators.ts';
import { findPerson } from '../store/people.ts';
import { challengeForUpdate, replaceChallenge } from '../store/session-challenge.ts';
import type { Proof } from './check-components.ts';
import { confirmComponents } from './confirm-components.ts';
import { mustBeInPerson } from './in-person.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'another-component': {
    kind: 'rule',
    says: () => 'What is removed does not confirm its own removal.',
    remedy: 'Confirm with your password, or with another authenticator app or passkey of yours.',
  },
});

/** A person removes an authenticator app or passkey of theirs, confirmed with another component. Somebody else's is as unknown as none. */
export const removeCredential = (call: Call, id: string, proof: Proof): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, (work) => removeIn(work, id, proof));

async function removeIn(work: Work, id: string, proof: Proof): Promise<Outcome<{ readonly id: string }>> {
  const machine = mustBeInPerson(work);
  if (machine.length > 0) return refused(machine);
  const { actor, tx, now } = work;
  const person = await findPerson(tx, actor.id);
  const challenge = await challengeForUpdate(tx, actor.credentialId);
  const mine = (await authenticatorsOf(tx, actor.id)).find((one) => one.id === id);
  if (person === undefined || challenge === null || mine === undefined) return refuse(notFound('authenticator', id));
  const confirmed = await confirmComponents(work, proof, challengeFor(`remove ${id}`, challenge));
  if (!confirmed.ok) return confirmed;
  if (!confirmed.value.parts.some((part) => part.id !== id)) return refuse(no['another-component']({}));
  await removeAuthenticators(tx, person.id, 'self', now, id);
  await replaceChallenge(tx, actor.credentialId);
  const kind = mine.kind === 'totp' ? 'authenticator app' : 'passkey';
  sayAccount(work, 'identity.authenticator-removed', person, {
    removed: { [id]: { kind, name: mine.name, by: 'self', confirmedWith: [...confirmed.value.methods] } },
  });
  return done({ id });
}
