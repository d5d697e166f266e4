import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { subjectOf } from './keep.ts';
import { type FreezeWritten, freezeWritten, keepFreeze } from './keep-freeze.ts';
import { loadFreeze } from './load.ts';

/** Withdraws a freeze, on the version that the caller saw. */
export const withdrawFreeze = (call: Call, idOrKey: string, reason: string): Promise<Outcome<FreezeWritten>> =>
  transact(call, (work) => withdraw(work, idOrKey, reason, true));

/** The same inside another room's act; the version is not compared, and one that is withdrawn stays as it is. */
export const withdrawFreezeIn = (work: Work, idOrKey: string, reason: string): Promise<Outcome<FreezeWritten>> =>
  withdraw(work, idOrKey, reason, false);

async function withdraw(work: Work, idOrKey: string, reason: string, versioned: boolean): Promise<Outcome<FreezeWritten>> {
  const loaded = await loadFreeze(work, idOrKey);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  const stale = versioned ? await work.stale(subjectOf('freeze', before, before.unitIds), before.version) : [];
  if (stale.length > 0) return refused(stale);
  if (before.state === 'withdrawn') return versioned ? refuse(no['freeze-withdrawn']()) : done(freezeWritten(before, false));
  return keepFreeze(work, before, { ...before, state: 'withdrawn' }, { act: 'calendar.freeze-withdrawn', reason });
}
