import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { lastAdministrator } from '../core/last-administrator.ts';
import { namesNothing } from '../core/unknown.ts';
import { deleteMember, groupRecord, saveGroup } from '../store/groups.ts';
import { countAdministrators, lockAdministrators } from '../store/held-roles.ts';
import { findPerson } from '../store/people.ts';
import type { Acted } from './change-person.ts';
import { openGroup } from './open-records.ts';
import { sayGroup } from './say.ts';

/** Takes a person out of a group. */
export const removeMember = (call: Call, group: string, person: string, reason: string): Promise<Outcome<Acted>> =>
  transact(call, (work) => removeMemberIn(work, group, person, reason));

async function removeMemberIn(work: Work, groupNamed: string, personNamed: string, reason: string): Promise<Outcome<Acted>> {
  await lockAdministrators(work.tx);
  const opened = await openGroup(work, groupNamed);
  if (!opened.ok) return opened;
  const group = opened.value;
  const person = await findPerson(work.tx, personNamed);
  if (person === undefined) return refuse(namesNothing('person', personNamed, '/person'));

  const before = await groupRecord(work.tx, group.id);
  const administrators = await countAdministrators(work.tx);
  if (!(await deleteMember(work.tx, group.id, person.id))) return done({ id: group.id, version: group.version });
  const last = lastAdministrator(administrators, await countAdministrators(work.tx));
  if (last.length > 0) return refused(last);
  await saveGroup(work.tx, group);
  const after = await sayGroup(work, 'identity.member-removed', group.id, before, reason);
  return done({ id: group.id, version: after.version });
}
