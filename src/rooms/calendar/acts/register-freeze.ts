import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { registerFreezeBody } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { readTime } from '../core/read-time.ts';
import type { FreezeRecord } from '../core/record.ts';
import { freezeByPlanRef, saveFreeze } from '../store/freezes.ts';
import { freezeRestrictions, restrict, sayFreeze } from './keep.ts';
import { type FreezeWritten, freezeWritten } from './keep-freeze.ts';
import { refusalsOf, resolveScope } from './resolve.ts';

export type FreezeInput = z.output<typeof registerFreezeBody>;

const right = 'calendar.manage-freezes';

/** Registers a freeze. */
export const registerFreeze = (call: Call, input: FreezeInput): Promise<Outcome<FreezeWritten>> =>
  transact(call, (work) => registerFreezeIn(work, input));

/** Registers a freeze: it holds from this act on, and what it collides with is found in this transaction. */
export async function registerFreezeIn(work: Work, input: FreezeInput): Promise<Outcome<FreezeWritten>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const where = await resolveScope(work, right, input.scope);
  const time = readTime(input, 'freeze');
  const denied = where.ok ? work.mayNot(right, where.value.unitId) : [];
  const faults = [...denied, ...refusalsOf(where, time)];
  if (!where.ok || !time.ok || faults.length > 0) return refused(faults);
  const taken = input.planRef === null ? undefined : await freezeByPlanRef(work.tx, input.planRef);
  if (taken !== undefined) return refuse(planRefTaken(input.planRef, taken.key));
  const { name, reason, severity, zone, planRef } = input;
  const { span, series, clock } = time.value;
  const made: FreezeRecord = {
    ...where.value,
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('FRZ'),
    planRef,
    name,
    reason,
    state: 'active',
    severity,
    zone,
    span,
    series,
    restrictedUntil: null,
    version: 1,
    changedAt: work.now,
  };
  const restrictions = freezeRestrictions(made, work.now);
  if (!restrictions.ok) return restrictions;
  const record = { ...made, restrictedUntil: restrictions.value.until };
  if (!(await saveFreeze(work.tx, record, null))) return refuse(planRefTaken(planRef, 'another freeze'));
  const placed = await restrict(work, 'freeze', { ...record, label: name }, restrictions.value);
  if (!placed.ok) return placed;
  await sayFreeze(work, null, record, { act: 'calendar.freeze-registered' });
  return done(freezeWritten(record, true, clock));
}

const planRefTaken = (planRef: string | null, by: string) =>
  no['plan-ref-taken']({ planRef: planRef ?? '', by }, { field: '/planRef' });
