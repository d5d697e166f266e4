import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { deputationFaults } from '../core/deputation-rules.ts';
import { namesNothing } from '../core/unknown.ts';
import { insertDeputation } from '../store/deputations.ts';
import { lockConcerned } from '../store/held-roles.ts';
import { findPerson, personForUpdate, personRecord, savePerson } from '../store/people.ts';
import { keptApart } from './keep-apart.ts';
import { mayNotAdminister, sees } from './open-records.ts';
import { sayPerson } from './say.ts';

export type WantedDeputy = {
  readonly person?: string | undefined;
  readonly deputy: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
};

/**
 * Names a deputy: for oneself, or, as administrator, for somebody who is away. The deputy holds the roles for the time, acts under their own name, and is
 * judged for the separation of duties now, also when the deputation lies ahead.
 */
export const nameDeputy = (call: Call, wanted: WantedDeputy): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, (work) => nameDeputyIn(work, wanted));

async function nameDeputyIn(work: Work, wanted: WantedDeputy): Promise<Outcome<{ readonly id: string }>> {
  const nowhere = work.mayNot('identity.name-deputy', null);
  if (nowhere.length > 0) return refused(nowhere);
  const named = wanted.person ?? work.actor.id;
  const found = await findPerson(work.tx, named);
  const denied = found?.id === work.actor.id ? [] : await mayNotAdminister(work, found?.unit_id ?? null);
  if (denied.length > 0) return refused(denied);
  const deputy = await findPerson(work.tx, wanted.deputy);
  if (found === undefined || found.state === 'disabled') return refuse(namesNothing('person', named, '/person'));
  if (deputy === undefined || !(await sees(work, deputy.id))) return refuse(namesNothing('person', wanted.deputy, '/deputy'));
  const row = { personId: found.id, deputyId: deputy.id, startsAt: wanted.startsAt, endsAt: wanted.endsAt };
  const faults = deputationFaults(row, work.actor.id, work.now);
  if (faults.length > 0) return refused(faults);

  await lockConcerned(work.tx, [found.id, deputy.id], work.now);
  const person = await personForUpdate(work.tx, found.id);
  const standsIn = await personForUpdate(work.tx, deputy.id);
  if (person?.state !== 'active') return refuse(namesNothing('person', named, '/person'));
  if (standsIn?.state !== 'active') return refuse(namesNothing('person', wanted.deputy, '/deputy'));
  const before = await personRecord(work.tx, person.id);
  const id = uuidv7(work.now.getTime());
  await insertDeputation(work.tx, {
    id,
    person_id: person.id,
    deputy_id: deputy.id,
    starts_at: wanted.startsAt,
    ends_at: wanted.endsAt,
    reason: wanted.reason,
    withdrawn_at: null,
  });
  const apart = await keptApart(work, [deputy.id]);
  if (apart.length > 0) return refused(apart);
  await savePerson(work.tx, person);
  await sayPerson(work, 'identity.deputy-named', person.id, before, wanted.reason);
  return done({ id });
}
