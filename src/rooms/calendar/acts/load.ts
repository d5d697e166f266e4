import type { Reach } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import type { CadenceRecord, FreezeRecord, WindowRecord } from '../core/record.ts';
import { cadenceForUpdate } from '../store/cadences.ts';
import { freezeForUpdate } from '../store/freezes.ts';
import { windowForUpdate } from '../store/windows.ts';

type Loader<T> = (tx: Tx, idOrKey: string, reach: Reach) => Promise<T | undefined>;

/** Loads and locks a record for somebody who wants to use a right on it. Whom it does not concern learns nothing, not even that it exists. */
async function loadFor<T extends { readonly unitId: string }>(
  work: Work,
  what: string,
  idOrKey: string,
  right: string,
  load: Loader<T>,
): Promise<Outcome<T>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const read = work.reach('calendar.read');
  const use = work.reach(right);
  const reach = read === 'all' || use === 'all' ? 'all' : new Set([...read, ...use]);
  const record = await load(work.tx, idOrKey, reach);
  if (record === undefined) return refuse(no['no-such-record']({ what, named: idOrKey }));
  const denied = work.mayNot(right, record.unitId);
  return denied.length > 0 ? refused(denied) : done(record);
}

export const loadWindow = (work: Work, idOrKey: string, right: string): Promise<Outcome<WindowRecord>> =>
  loadFor(work, 'window', idOrKey, right, windowForUpdate);
export const loadFreeze = (work: Work, idOrKey: string): Promise<Outcome<FreezeRecord>> =>
  loadFor(work, 'freeze', idOrKey, 'calendar.manage-freezes', freezeForUpdate);
export const loadCadence = (work: Work, idOrKey: string): Promise<Outcome<CadenceRecord>> =>
  loadFor(work, 'cadence', idOrKey, 'calendar.plan-windows', cadenceForUpdate);
