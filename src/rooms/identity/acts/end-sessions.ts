import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { findPerson } from '../store/people.ts';
import { forgetPlaces } from '../store/places.ts';
import { endSessions } from '../store/sessions.ts';
import type { SessionEnd } from '../store/tables.ts';
import { mustBeSigningIn } from './in-person.ts';
import { openPerson } from './open-records.ts';
import { sayAccount } from './say.ts';

async function endOwn(work: Work, cause: SessionEnd, only?: string): Promise<Outcome<number>> {
  const machine = mustBeSigningIn(work);
  if (machine.length > 0) return refused(machine);
  const person = await findPerson(work.tx, work.actor.id);
  if (person === undefined) return refuse(notFound('person', work.actor.id));
  const ended = await endSessions(work.tx, person.id, cause, work.now, only === undefined ? {} : { only });
  if (ended.length > 0) sayAccount(work, 'identity.signed-out', person, { ended: { sessions: ended, cause } });
  return done(ended.length);
}

/** Ends all sessions of the one who asks, this one too. */
export const signOutEverywhere = (call: Call): Promise<Outcome<number>> => transact(call, (work) => endOwn(work, 'everywhere'));

/** Ends one session of the one who asks. Somebody else's session is as unknown as none; one that has ended needs no end. */
export const endOwnSession = (call: Call, id: string): Promise<Outcome<number>> =>
  transact(call, (work) => endOwn(work, 'self', id));

/** An administrator ends all sessions of a person; where they were open is no known place any more (a laptop was stolen). */
export function endSessionsOf(call: Call, named: string, reason: string): Promise<Outcome<number>> {
  return transact(call, async (work) => {
    const opened = await openPerson(work, named);
    if (!opened.ok) return opened;
    const ended = await endSessions(work.tx, opened.value.id, 'administrator', work.now);
    await forgetPlaces(work.tx, opened.value.id);
    if (ended.length > 0)
      sayAccount(work, 'identity.sessions-ended', opened.value, { ended: { sessions: ended, cause: 'administrator' } }, reason);
    return done(ended.length);
  });
}
