import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { type GroupRow, groupForUpdate } from '../store/groups.ts';
import { type PersonRow, personForUpdate } from '../store/people.ts';
import { isSeenBy } from '../store/seen-people.ts';
import { rootUnitId, type UnitRow, unitForUpdate } from '../store/units.ts';

const right = 'identity.administer';

/** Administering what belongs to no single unit (groups, people without one, settings) needs the role in the root. */
export async function mayNotAdminister(work: Work, unitId: string | null) {
  return work.mayNot(right, unitId ?? (await rootUnitId(work.tx)));
}

/** Whether somebody is among the people whom the actor is shown: anybody else is answered as if there were no such person. */
export const sees = (work: Pick<Work, 'tx' | 'actor' | 'reach'>, personId: string): Promise<boolean> =>
  isSeenBy(work.tx, personId, { id: work.actor.id, reach: work.reach('identity.read') });

/** Loads and locks a person for an administrator. Whoever is not shown the person does not learn that there is one, administrator of other units or not. */
export async function openPerson(work: Work, named: string): Promise<Outcome<PersonRow>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const person = await personForUpdate(work.tx, named);
  if (person === undefined) return refuse(notFound('person', named));
  const denied = await mayNotAdminister(work, person.unit_id);
  if (denied.length === 0) return done(person);
  return (await sees(work, person.id)) ? refused(denied) : refuse(notFound('person', named));
}

export async function openUnit(work: Work, named: string): Promise<Outcome<UnitRow>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const unit = await unitForUpdate(work.tx, named);
  if (unit === undefined || unit.withdrawn_at !== null) return refuse(notFound('unit', named));
  const denied = work.mayNot(right, unit.id);
  return denied.length > 0 ? refused(denied) : done(unit);
}

export async function openGroup(work: Work, named: string): Promise<Outcome<GroupRow>> {
  const denied = await mayNotAdminister(work, null);
  if (denied.length > 0) return refused(denied);
  const group = await groupForUpdate(work.tx, named);
  return group === undefined || group.withdrawn_at !== null ? refuse(notFound('group', named)) : done(group);
}
