import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { lastAdministrator } from '../core/last-administrator.ts';
import { notFound } from '../core/unknown.ts';
import { findGrant, type GrantRow, withdrawGrantRow } from '../store/grants.ts';
import { groupForUpdate, groupRecord, saveGroup } from '../store/groups.ts';
import { countAdministrators, lockAdministrators } from '../store/held-roles.ts';
import { personForUpdate, personRecord, savePerson } from '../store/people.ts';
import { sees } from './open-records.ts';
import { sayGroup, sayPerson } from './say.ts';

const act = 'identity.role-withdrawn';

/** Withdraws a role from the person or group that holds it. */
export const withdrawGrant = (call: Call, id: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, (work) => withdrawGrantIn(work, id, reason));

async function withdrawGrantIn(work: Work, id: string, reason: string): Promise<Outcome<{ readonly id: string }>> {
  const nowhere = work.mayNot('identity.administer', null);
  if (nowhere.length > 0) return refused(nowhere);
  await lockAdministrators(work.tx);
  const grant = await findGrant(work.tx, id);
  if (grant === undefined) return refuse(notFound('role grant', id));
  const denied = work.mayNot('identity.administer', grant.unit_id);
  if (denied.length > 0) {
    const shown = grant.person_id === null || (await sees(work, grant.person_id));
    return shown ? refused(denied) : refuse(notFound('role grant', id));
  }
  const administrators = await countAdministrators(work.tx);
  await (grant.person_id === null ? fromGroup(work, grant, reason) : fromPerson(work, grant.person_id, grant, reason));
  const last = lastAdministrator(administrators, await countAdministrators(work.tx));
  return last.length > 0 ? refused(last) : done({ id });
}

async function fromPerson(work: Work, personId: string, grant: GrantRow, reason: string): Promise<void> {
  const person = await personForUpdate(work.tx, personId);
  const before = await personRecord(work.tx, personId);
  if (person === undefined || !(await withdrawGrantRow(work.tx, grant.id, work.now))) return;
  await savePerson(work.tx, person);
  await sayPerson(work, act, personId, before, reason);
}

async function fromGroup(work: Work, grant: GrantRow, reason: string): Promise<void> {
  const group = grant.crowd_id === null ? undefined : await groupForUpdate(work.tx, grant.crowd_id);
  if (group === undefined) return;
  const before = await groupRecord(work.tx, group.id);
  if (!(await withdrawGrantRow(work.tx, grant.id, work.now))) return;
  await saveGroup(work.tx, group);
  await sayGroup(work, act, group.id, before, reason);
}
