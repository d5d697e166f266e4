import type { Actor } from '../../../foundation/actor.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type GroupRecord, groupRecord } from '../store/groups.ts';
import { accountSubject, type PersonRecord, type PersonRow, personErasable, personRecord } from '../store/people.ts';

/** Says what an act made of a person: the record before it, and the record that the database holds now. */
export async function sayPerson(
  work: Work,
  act: string,
  personId: string,
  before: PersonRecord | null,
  reason: string | null = null,
): Promise<PersonRecord> {
  const after = await personRecord(work.tx, personId);
  work.say({
    act,
    subject: after.subject,
    version: after.version,
    before: before?.fields ?? null,
    after: after.fields,
    reason,
    erasable: personErasable,
  });
  return after;
}

export async function sayGroup(
  work: Work,
  act: string,
  groupId: string,
  before: GroupRecord | null,
  reason: string | null = null,
): Promise<GroupRecord> {
  const after = await groupRecord(work.tx, groupId);
  work.say({ act, subject: after.subject, version: after.version, before: before?.fields ?? null, after: after.fields, reason });
  return after;
}

/** Says an event of an account; events have no state of their own, so each stands alone under its name. */
export function sayAccount(
  work: Work,
  act: string,
  person: Pick<PersonRow, 'id' | 'unit_id' | 'version'>,
  event: { readonly [field: string]: Json },
  reason: string | null = null,
  by?: Actor,
): void {
  const subject = accountSubject(person);
  work.say({ act, subject, version: person.version, before: null, after: event, reason, ...(by === undefined ? {} : { by }) });
}
