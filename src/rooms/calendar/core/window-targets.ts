import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { TargetOffset } from './window.ts';
import { addWorkingDays, type WorkingDays } from './working-calendar.ts';
import { localTimeOf, startOfNextDate } from './zoned-time.ts';

export type WindowTarget = {
  readonly key: string;
  readonly name: string;
  /** The last date on which the target is met in time, in the window's zone. */
  readonly date: string;
  /** The instant at which that date has passed: met before it is in time. */
  readonly dueBefore: Date;
};

/** The dates of intermediate targets, counted in working days from the local date of go-live. 0 is the go-live date itself. */
export function targetsOf(
  goLive: Date,
  zone: string,
  offsets: readonly TargetOffset[],
  days: WorkingDays,
): Outcome<readonly WindowTarget[]> {
  const targets: WindowTarget[] = [];
  const refusals: Refusal[] = [];
  const { date: goLiveDate } = localTimeOf(goLive, zone);
  for (const { key, name, workingDays } of offsets) {
    const date = workingDays === 0 ? done(goLiveDate) : addWorkingDays(days, goLiveDate, workingDays);
    if (date.ok) targets.push({ key, name, date: date.value, dueBefore: startOfNextDate(date.value, zone) });
    else refusals.push(...date.refusals);
  }
  return refusals.length > 0 ? refused(refusals) : done(targets);
}
