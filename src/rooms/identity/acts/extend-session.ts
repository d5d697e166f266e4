import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { findPerson } from '../store/people.ts';
import { touchSession } from '../store/sessions.ts';
import { mustBeInPerson } from './in-person.ts';
import { sayAccount } from './say.ts';

/**
 * Somebody who was warned that their session is about to idle out is still there (WCAG 2.2.1). It counts as a use of the session like any other, moves no limit,
 * and stands in the access log.
 */
export function extendSession(call: Call): Promise<Outcome<null>> {
  return transact(call, async (work) => {
    const machine = mustBeInPerson(work);
    if (machine.length > 0) return refused(machine);
    const { actor } = work;
    const person = await findPerson(work.tx, actor.id);
    if (person === undefined || actor.credentialId === null) return refuse(notFound('person', actor.id));
    await touchSession(work.tx, actor.credentialId, work.now);
    sayAccount(work, 'identity.session-extended', person, { extended: { session: actor.credentialId } });
    return done(null);
  });
}
