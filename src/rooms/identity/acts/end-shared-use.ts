import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact, type Work } from '../../../foundation/transact.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { endSessions } from '../store/sessions.ts';
import { isUsedElsewhere } from '../store/shared-use.ts';
import { sayAccount } from './say.ts';

const finder = systemActor('identity.shared-use');

/** Ends what was open, and says why: the entry is an alarm. Nothing is said where somebody else found it at the same moment. */
async function endAll(work: Work, person: PersonRow, except: string | null): Promise<void> {
  const ended = await endSessions(work.tx, person.id, 'shared', work.now, { except });
  if (ended.length > 0)
    sayAccount(work, 'identity.used-from-two-places', person, { ended: { sessions: ended, cause: 'shared' } }, null, finder);
}

/** An account was found in use at two places at once (EU GMP Annex 11 draft 11.1): whoever it is signs in again, with all that is asked for. */
export async function endSharedUse(app: Services, personId: string): Promise<void> {
  const call = { app, actor: finder, requestId: uuidv7(), ifVersion: null, idempotency: null };
  await transact(call, async (work) => {
    const person = await findPerson(work.tx, personId);
    if (person !== undefined) await endAll(work, person, null);
    return done(null);
  });
}

/** Somebody signed in while the account is in use far away: who just gave all that is asked for stays, the others give it again. */
export async function endUseElsewhere(work: Work, person: PersonRow, sessionId: string, address: string): Promise<void> {
  if (await isUsedElsewhere(work.tx, sessionId, address, work.now)) await endAll(work, person, sessionId);
}
