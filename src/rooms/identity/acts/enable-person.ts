import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { ownAccess } from '../core/own-access.ts';
import { countUseFrom } from '../store/account-use.ts';
import { personRecord, savePerson } from '../store/people.ts';
import type { Acted } from './change-person.ts';
import { keptApart } from './keep-apart.ts';
import { openPerson } from './open-records.ts';
import { sayPerson } from './say.ts';

/** Enables a disabled person: all roles that they hold count again, so they are judged like a grant of each. */
export function enablePerson(call: Call, named: string, reason: string): Promise<Outcome<Acted>> {
  return transact(call, async (work) => {
    const opened = await openPerson(work, named);
    if (!opened.ok) return opened;
    const person = opened.value;
    const before = await personRecord(work.tx, person.id);
    const refusals = [...ownAccess(work.actor.id, [person.id]), ...(await work.stale(before.subject, person.version))];
    if (refusals.length > 0) return refused(refusals);
    if (person.state === 'active') return done({ id: person.id, version: person.version });

    await savePerson(work.tx, person, { state: 'active' });
    const apart = await keptApart(work, [person.id]);
    if (apart.length > 0) return refused(apart);
    await countUseFrom(work.tx, person.id, work.now);
    const after = await sayPerson(work, 'identity.person-enabled', person.id, before, reason);
    return done({ id: person.id, version: after.version });
  });
}
