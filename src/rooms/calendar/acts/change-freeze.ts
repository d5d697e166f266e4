import type { z } from 'zod';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { changeFreezeBody } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { readTime, timeTextOf } from '../core/read-time.ts';
import type { FreezeRecord } from '../core/record.ts';
import { freezeFields } from '../core/record-fields.ts';
import { isSame, subjectOf } from './keep.ts';
import { type FreezeWritten, freezeWritten, keepFreeze } from './keep-freeze.ts';
import { loadFreeze } from './load.ts';
import { refusalsOf, resolveScope } from './resolve.ts';

export type FreezePatch = z.output<typeof changeFreezeBody>;

const right = 'calendar.manage-freezes';

/** Changes a freeze, on the version that the caller saw. */
export const changeFreeze = (call: Call, idOrKey: string, patch: FreezePatch): Promise<Outcome<FreezeWritten>> =>
  transact(call, (work) => change(work, idOrKey, patch, true));

/** The same inside another room's act; the version is not compared. */
export const changeFreezeIn = (work: Work, idOrKey: string, patch: FreezePatch): Promise<Outcome<FreezeWritten>> =>
  change(work, idOrKey, patch, false);

async function change(work: Work, idOrKey: string, patch: FreezePatch, versioned: boolean): Promise<Outcome<FreezeWritten>> {
  const loaded = await loadFreeze(work, idOrKey);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  const stale = versioned ? await work.stale(subjectOf('freeze', before, before.unitIds), before.version) : [];
  if (stale.length > 0) return refused(stale);
  const where = patch.scope === undefined ? done(before) : await resolveScope(work, right, patch.scope);
  const time = timeOf(before, patch);
  const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
  const faults = [...denied, ...refusalsOf(where, time)];
  if (!where.ok || !time.ok || faults.length > 0) return refused(faults);
  const { span, series, clock } = time.value;
  const { scope, unitId, unitIds } = where.value;
  const after: FreezeRecord = {
    ...before,
    scope,
    unitId,
    unitIds,
    span,
    series,
    name: patch.name ?? before.name,
    reason: patch.reason ?? before.reason,
    zone: patch.zone ?? before.zone,
    severity: patch.severity ?? before.severity,
  };
  if (isSame(freezeFields(before), freezeFields(after))) return done(freezeWritten(before, false, clock));
  if (before.state !== 'active') return refuse(no['freeze-withdrawn']());
  return keepFreeze(work, before, after, { act: 'calendar.freeze-changed', reason: patch.changeReason ?? null }, clock);
}

/** The time after the patch. What the patch leaves stays as it is to the instant; only a series is read again in another zone. */
function timeOf(before: FreezeRecord, patch: FreezePatch) {
  if (patch.once !== undefined && patch.repeats !== undefined) return refuse(no['time-once-or-repeats']({}, { field: '/once' }));
  const zone = patch.zone ?? before.zone;
  if (patch.once !== undefined) return readTime({ zone, once: patch.once }, 'freeze');
  if (patch.repeats !== undefined) return readTime({ zone, repeats: patch.repeats }, 'freeze');
  if (zone === before.zone) return done({ span: before.span, series: before.series, clock: [] });
  return readTime({ ...timeTextOf({ ...before, recurrence: before.series?.recurrence ?? null }), zone }, 'freeze');
}
