import type { Work } from '../../../foundation/transact.ts';
import { personForUpdate, personRecord, savePerson } from '../store/people.ts';

/**
 * Takes the name and the address of a person out of this room, after the ledger's erasure was confirmed. The account stays, so that what the person did keeps its author by
 * number. The entry says that it was done and repeats no value.
 */
export async function forgetPerson(work: Work, id: string): Promise<void> {
  const person = await personForUpdate(work.tx, id);
  if (person === undefined) return;
  const { subject } = await personRecord(work.tx, id);
  await savePerson(work.tx, person, { name: 'Erased person', email: `erased.${id}@invalid` });
  work.say({
    act: 'identity.person-forgotten',
    subject,
    version: person.version + 1,
    before: { forgotten: false },
    after: { forgotten: true },
  });
}
