import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { notFound } from '../core/unknown.ts';
import { deputationForUpdate, withdrawDeputationRow } from '../store/deputations.ts';
import { personForUpdate, personRecord, savePerson } from '../store/people.ts';
import { mayNotAdminister, sees } from './open-records.ts';
import { sayPerson } from './say.ts';

/** Withdraws a deputation before its end: the person who is represented, the deputy (who gives it back), or an administrator. */
export function withdrawDeputy(call: Call, id: string, reason: string): Promise<Outcome<{ readonly id: string }>> {
  return transact(call, async (work) => {
    const nowhere = work.mayNot('identity.name-deputy', null);
    if (nowhere.length > 0) return refused(nowhere);
    const seen = await deputationForUpdate(work.tx, id);
    const person = seen === undefined ? undefined : await personForUpdate(work.tx, seen.person_id);
    if (seen === undefined || person === undefined) return refuse(notFound('deputation', id));
    const party = work.actor.id === seen.person_id || work.actor.id === seen.deputy_id;
    const denied = party ? [] : await mayNotAdminister(work, person.unit_id);
    if (denied.length > 0) return (await sees(work, person.id)) ? refused(denied) : refuse(notFound('deputation', id));
    if (seen.withdrawn_at !== null || seen.ends_at <= work.now) return done({ id });
    const before = await personRecord(work.tx, person.id);
    await withdrawDeputationRow(work.tx, id, work.now);
    await savePerson(work.tx, person);
    await sayPerson(work, 'identity.deputy-withdrawn', person.id, before, reason);
    return done({ id });
  });
}
