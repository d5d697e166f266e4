import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { unitKeyTaken } from '../core/unit-rules.ts';
import { namesNothing } from '../core/unknown.ts';
import { insertUnit, lockTree, type UnitRow, unitFields, unitForUse, unitSubject } from '../store/units.ts';
import type { Acted } from './change-person.ts';

export type NewUnit = { readonly key: string; readonly name: string; readonly parent: string };

/** Creates a unit below another. Keys are never used twice, for plan files and old records name units by them. */
export const createUnit = (call: Call, wanted: NewUnit): Promise<Outcome<Acted>> =>
  transact(call, (work) => createUnitIn(work, wanted));

export async function createUnitIn(work: Work, wanted: NewUnit): Promise<Outcome<Acted>> {
  const nowhere = work.mayNot('identity.administer', null);
  if (nowhere.length > 0) return refused(nowhere);
  await lockTree(work.tx);
  const parent = await unitForUse(work.tx, wanted.parent);
  if (parent === undefined) return refuse(namesNothing('unit', wanted.parent, '/parent'));
  const denied = work.mayNot('identity.administer', parent.id);
  if (denied.length > 0) return refused(denied);

  const id = uuidv7(work.now.getTime());
  const unit: UnitRow = {
    id,
    key: wanted.key,
    name: wanted.name,
    parent_id: parent.id,
    zone: null,
    path: [...parent.path, id],
    withdrawn_at: null,
    version: 1,
  };
  if (!(await insertUnit(work.tx, unit))) return refuse(unitKeyTaken(wanted.key));
  work.say({ act: 'identity.unit-created', subject: unitSubject(unit), version: 1, before: null, after: unitFields(unit) });
  return done({ id, version: 1 });
}
