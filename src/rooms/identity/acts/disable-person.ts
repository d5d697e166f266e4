import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { lastAdministrator } from '../core/last-administrator.ts';
import { ownAccess } from '../core/own-access.ts';
import { countAdministrators, lockAdministrators } from '../store/held-roles.ts';
import { closeLinks } from '../store/links.ts';
import { type PersonRecord, type PersonRow, personRecord, savePerson } from '../store/people.ts';
import { forgetPlaces } from '../store/places.ts';
import { endSessions } from '../store/sessions.ts';
import { withdrawTokensOf } from '../store/tokens.ts';
import type { Acted } from './change-person.ts';
import { openPerson } from './open-records.ts';
import { sayAccount, sayPerson } from './say.ts';

/** Disables a person: sessions end, tokens and links are withdrawn, in the same act (21 CFR 11.10(d): access ends with the authority). */
export function disablePerson(call: Call, named: string, reason: string): Promise<Outcome<Acted>> {
  return transact(call, (work) => disablePersonIn(work, named, reason));
}

async function disablePersonIn(work: Work, named: string, reason: string): Promise<Outcome<Acted>> {
  await lockAdministrators(work.tx);
  const opened = await openPerson(work, named);
  if (!opened.ok) return opened;
  const person = opened.value;
  const before = await personRecord(work.tx, person.id);
  const refusals = [...ownAccess(work.actor.id, [person.id]), ...(await work.stale(before.subject, person.version))];
  if (refusals.length > 0) return refused(refusals);
  if (person.state === 'disabled') return done({ id: person.id, version: person.version });
  return endAccess(work, person, before, reason);
}

/** Of an active person who is locked, behind the lock of administrators; also for the job that disables accounts by their use. */
export async function endAccess(work: Work, person: PersonRow, before: PersonRecord, reason: string): Promise<Outcome<Acted>> {
  const administrators = await countAdministrators(work.tx);
  await savePerson(work.tx, person, { state: 'disabled' });
  const last = lastAdministrator(administrators, await countAdministrators(work.tx));
  if (last.length > 0) return refused(last);
  const ended = await endSessions(work.tx, person.id, 'disabled', work.now);
  await withdrawTokensOf(work.tx, person.id, work.now);
  await closeLinks(work.tx, person.id, work.now);
  await forgetPlaces(work.tx, person.id);
  const after = await sayPerson(work, 'identity.person-disabled', person.id, before, reason);
  if (ended.length > 0)
    sayAccount(work, 'identity.sessions-ended-by-disabling', person, { ended: { sessions: ended, cause: 'disabled' } }, reason);
  return done({ id: person.id, version: after.version });
}
