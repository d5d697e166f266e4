import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Method } from '../core/components.ts';
import { accountLocked, lockAt } from '../core/lock-out.ts';
import { secondFactorFirst, signInBeginsAnew } from '../core/second-factor.ts';
import { notFound } from '../core/unknown.ts';
import { credentialForUpdate } from '../store/credentials.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { challengeForUpdate, replaceChallenge } from '../store/session-challenge.ts';
import { sessionView } from '../store/session-view.ts';
import { pendingSession } from '../store/sessions.ts';
import { mustBeSigningIn } from './in-person.ts';
import { openPending, whenceOf } from './open-pending.ts';
import type { NewSession } from './sign-in.ts';

export type Enrolling = { readonly person: PersonRow; readonly sessionId: string; readonly challenge: Buffer };
/** What was set up, and the session that it opened where signing in waited for it. */
export type Enrolled = { readonly id: string; readonly opened: NewSession | null };

/** Why somebody is offered nothing to set up; for a look, without locks. */
export async function mayNotEnrol(call: Pick<Call, 'actor' | 'app'>): Promise<readonly Refusal[]> {
  const machine = mustBeSigningIn(call);
  if (machine.length > 0 || call.actor.via !== 'pending') return machine;
  const { state } = await sessionView(call.app.database.db, call.actor);
  return state === 'enrol' ? [] : [secondFactorFirst()];
}

/** Who may set up a second factor: somebody who is signed in, or whose sign-in waits for just that. Their session is locked. */
export async function openEnrolment(work: Work): Promise<Outcome<Enrolling>> {
  const machine = mustBeSigningIn(work);
  if (machine.length > 0) return refused(machine);
  const { actor, tx, now } = work;
  if (actor.via === 'pending') {
    const pending = await pendingSession(tx, actor.credentialId, now);
    if (pending === undefined) return refuse(signInBeginsAnew());
    if (pending.state !== 'enrol') return refuse(secondFactorFirst());
  }
  const person = await findPerson(tx, actor.id);
  const challenge = await challengeForUpdate(tx, actor.credentialId);
  if (person === undefined || challenge === null || actor.credentialId === null) return refuse(notFound('person', actor.id));
  return done({ person, sessionId: actor.credentialId, challenge });
}

/**
 * Sets something up in one act. The session that it may open stays outside of what is kept for the Idempotency-Key: its token is a secret, and a repeat answers
 * without it.
 */
export async function enrolling(call: Call, enrol: (work: Work) => Promise<Outcome<Enrolled>>): Promise<Outcome<Enrolled>> {
  const opened: NewSession[] = [];
  const outcome = await transact(call, async (work) => {
    const enrolled = await enrol(work);
    if (!enrolled.ok) return enrolled;
    if (enrolled.value.opened !== null) opened.push(enrolled.value.opened);
    return done({ id: enrolled.value.id });
  });
  return outcome.ok ? done({ id: outcome.value.id, opened: opened.at(-1) ?? null }) : outcome;
}

/** The offer is used up; a sign-in that waited for it is finished. */
export async function finishEnrolment(
  work: Work,
  { person, sessionId }: Enrolling,
  id: string,
  method: Method,
  place: string | null,
): Promise<Outcome<Enrolled>> {
  if (work.actor.via !== 'pending') {
    await replaceChallenge(work.tx, sessionId);
    return done({ id, opened: null });
  }
  // The account may have been locked since the password was given; signing in would forget that.
  const credential = await credentialForUpdate(work.tx, person.id);
  const lock = credential === undefined ? null : lockAt(credential, work.now);
  if (lock !== null) return refuse(accountLocked(lock));
  const whence = await whenceOf(work, person.id, place);
  return done({ id, opened: await openPending(work, person, sessionId, ['password', method], whence) });
}
