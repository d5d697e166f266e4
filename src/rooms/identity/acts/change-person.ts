import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { namesNothing } from '../core/unknown.ts';
import { personRecord, savePerson } from '../store/people.ts';
import { unitForUse } from '../store/units.ts';
import { openPerson } from './open-records.ts';
import { sayPerson } from './say.ts';

export type Acted = { readonly id: string; readonly version: number };

/** Renames a person or moves them to another unit. The e-mail address never changes: it names who signed in on old records. */
export function changePerson(
  call: Call,
  named: string,
  change: { readonly name?: string | undefined; readonly unit?: string | undefined },
): Promise<Outcome<Acted>> {
  return transact(call, async (work) => {
    const opened = await openPerson(work, named);
    if (!opened.ok) return opened;
    const person = opened.value;
    const unit = change.unit === undefined ? null : await unitForUse(work.tx, change.unit);
    if (change.unit !== undefined && unit === undefined) return refuse(namesNothing('unit', change.unit, '/unit'));
    const denied = unit ? work.mayNot('identity.administer', unit.id) : [];
    if (denied.length > 0) return refused(denied);
    const before = await personRecord(work.tx, person.id);
    const stale = await work.stale(before.subject, person.version);
    if (stale.length > 0) return refused(stale);

    const name = change.name ?? person.name;
    const unitId = unit?.id ?? person.unit_id;
    if (name === person.name && unitId === person.unit_id) return done({ id: person.id, version: person.version });
    await savePerson(work.tx, person, { name, ...(unitId === null ? {} : { unit_id: unitId }) });
    const after = await sayPerson(work, 'identity.person-changed', person.id, before);
    return done({ id: person.id, version: after.version });
  });
}
