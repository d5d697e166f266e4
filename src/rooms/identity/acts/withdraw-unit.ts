import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { withdrawalFaults } from '../core/unit-rules.ts';
import { lockTree, saveUnit, type UnitRow, unitFields, unitSubject, whatHangsOn } from '../store/units.ts';
import type { Acted } from './change-person.ts';
import { openUnit } from './open-records.ts';
import { whatStandsIn } from './what-stands-in.ts';

/** Withdraws a unit that nothing depends on any more, in this room or another; its key and history stay. */
export function withdrawUnit(call: Call, named: string, reason: string): Promise<Outcome<Acted>> {
  return transact(call, (work) => withdrawUnitIn(work, named, reason, (unit) => work.stale(unitSubject(unit), unit.version)));
}

/** Whatever would begin to depend on the unit takes a share lock on its row, so nothing slips in behind the count. */
export async function withdrawUnitIn(
  work: Work,
  named: string,
  reason: string,
  compare: (unit: UnitRow) => ReturnType<Work['stale']> = async () => [],
): Promise<Outcome<Acted>> {
  await lockTree(work.tx);
  const opened = await openUnit(work, named);
  if (!opened.ok) return opened;
  const unit = opened.value;
  const holds = await whatStandsIn(work.app, work.tx, work.actor, unit.id);
  const refusals = [...(await compare(unit)), ...withdrawalFaults(unit, await whatHangsOn(work.tx, unit.id), holds)];
  if (refusals.length > 0) return refused(refusals);
  const after: UnitRow = { ...unit, withdrawn_at: work.now, version: unit.version + 1 };
  await saveUnit(work.tx, after, unit.version);
  work.say({
    act: 'identity.unit-withdrawn',
    subject: unitSubject(unit),
    version: after.version,
    before: unitFields(unit),
    after: unitFields(after),
    reason,
  });
  return done({ id: unit.id, version: after.version });
}
