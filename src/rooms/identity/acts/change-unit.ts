import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { moveFaults } from '../core/unit-rules.ts';
import { namesNothing } from '../core/unknown.ts';
import { lockTree, rewritePaths, saveUnit, type UnitRow, unitFields, unitForUse, unitSubject } from '../store/units.ts';
import type { Acted } from './change-person.ts';
import { openUnit } from './open-records.ts';

export type UnitChange = {
  readonly name?: string | undefined;
  /** Null: that of the unit above. */
  readonly zone?: string | null | undefined;
  readonly parent?: string;
  readonly reason?: string;
};

/** Renames a unit, sets the time zone of its site, or moves it with all that stands below it. */
export function changeUnit(call: Call, named: string, change: UnitChange): Promise<Outcome<Acted>> {
  return transact(call, (work) => changeUnitIn(work, named, change, (unit) => work.stale(unitSubject(unit), unit.version)));
}

/** Paths of the whole subtree change in the same act, so that rights never reach over a half-moved tree. */
export async function changeUnitIn(
  work: Work,
  named: string,
  change: UnitChange,
  compare: (unit: UnitRow) => ReturnType<Work['stale']> = async () => [],
): Promise<Outcome<Acted>> {
  if (change.parent !== undefined) await lockTree(work.tx);
  const opened = await openUnit(work, named);
  if (!opened.ok) return opened;
  const unit = opened.value;
  const parent = change.parent === undefined ? null : await unitForUse(work.tx, change.parent);
  if (change.parent !== undefined && !parent) return refuse(namesNothing('unit', change.parent, '/parent'));
  const denied = parent ? work.mayNot('identity.administer', parent.id) : [];
  if (denied.length > 0) return refused(denied);
  const moves = parent ? parent.id !== unit.parent_id : false;
  const refusals = [...(await compare(unit)), ...(parent && moves ? moveFaults(unit, parent) : [])];
  if (refusals.length > 0) return refused(refusals);

  const after = changed(unit, change, parent?.id ?? unit.parent_id);
  const act = actOf(unit, after);
  if (act === null) return done({ id: unit.id, version: unit.version });
  await saveUnit(work.tx, after, unit.version);
  if (parent && moves) await standUnder(work, unit, parent);
  work.say({
    act,
    subject: unitSubject(unit),
    version: after.version,
    before: unitFields(unit),
    after: unitFields(after),
    reason: change.reason ?? null,
  });
  return done({ id: unit.id, version: after.version });
}

const changed = (unit: UnitRow, { name, zone }: UnitChange, parentId: string | null): UnitRow => ({
  ...unit,
  name: name ?? unit.name,
  zone: zone === undefined ? unit.zone : zone,
  parent_id: parentId,
  version: unit.version + 1,
});

/** Null: nothing changes. */
function actOf(before: UnitRow, after: UnitRow): string | null {
  if (before.parent_id !== after.parent_id) return 'identity.unit-moved';
  if (before.name !== after.name) return 'identity.unit-renamed';
  return before.zone === after.zone ? null : 'identity.unit-zone-set';
}

/** The whole subtree takes its new paths; rooms above whose records depend on where they stand draw the consequence (port `unitMoved`). */
async function standUnder(work: Work, unit: UnitRow, parent: UnitRow): Promise<void> {
  await rewritePaths(work.tx, unit, parent.path);
  for (const kind of work.app.subjects.values()) await kind.unitMoved?.(work, unit.id);
}
