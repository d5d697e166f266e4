import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { ownAccess } from '../core/own-access.ts';
import { namesNothing } from '../core/unknown.ts';
import { groupRecord, insertMember, saveGroup } from '../store/groups.ts';
import { findPerson, personForUpdate } from '../store/people.ts';
import type { Acted } from './change-person.ts';
import { keptApart } from './keep-apart.ts';
import { openGroup } from './open-records.ts';
import { sayGroup } from './say.ts';

/** Adds a person to a group: they hold its roles from now on, so they are judged like a grant of each. */
export const addMember = (call: Call, group: string, person: string): Promise<Outcome<Acted>> =>
  transact(call, (work) => addMemberIn(work, group, person));

export async function addMemberIn(work: Work, groupNamed: string, personNamed: string): Promise<Outcome<Acted>> {
  const opened = await openGroup(work, groupNamed);
  if (!opened.ok) return opened;
  const group = opened.value;
  const found = await findPerson(work.tx, personNamed);
  const person = found === undefined ? undefined : await personForUpdate(work.tx, found.id);
  if (person === undefined || person.state === 'disabled') return refuse(namesNothing('person', personNamed, '/person'));
  const own = ownAccess(work.actor.id, [person.id]);
  if (own.length > 0) return refused(own);

  const before = await groupRecord(work.tx, group.id);
  if (!(await insertMember(work.tx, group.id, person.id, work.now))) return done({ id: group.id, version: group.version });
  const apart = await keptApart(work, [person.id]);
  if (apart.length > 0) return refused(apart);
  await saveGroup(work.tx, group);
  const after = await sayGroup(work, 'identity.member-added', group.id, before);
  return done({ id: group.id, version: after.version });
}
