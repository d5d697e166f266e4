import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { TargetOffset } from './window.ts';
import { addDays, addWorkingDays, type WorkingDays } from './working-calendar.ts';
import { localTimeOf, startOfNextDate } from './zoned-time.ts';

export type WindowTarget = {
  readonly key: string;
  readonly name: string;
  /** The last date on which the target is met in time, in the window's zone. Null where no working calendar tells it. */
  readonly date: string | null;
  /** The instant at which that date has passed: met before it is in time. */
  readonly dueBefore: Date | null;
};

/**
 * The dates of intermediate targets, counted in working or calendar days from the local date of go-live. 0 is the go-live date itself.
 * Without a working calendar the date of what is counted in working days is unknown, not guessed (law 6).
 */
export function targetsOf(
  goLive: Date,
  zone: string,
  offsets: readonly TargetOffset[],
  days: WorkingDays | null,
): Outcome<readonly WindowTarget[]> {
  const targets: WindowTarget[] = [];
  const refusals: Refusal[] = [];
  const { date: goLiveDate } = localTimeOf(goLive, zone);
  for (const { key, name, days: count, measure } of offsets) {
    if (measure === 'working' && days === null) {
      targets.push({ key, name, date: null, dueBefore: null });
      continue;
    }
    const date =
      count === 0 || measure === 'calendar' || days === null
        ? done(addDays(goLiveDate, count))
        : addWorkingDays(days, goLiveDate, count);
    if (date.ok) targets.push({ key, name, date: date.value, dueBefore: startOfNextDate(date.value, zone) });
    else refusals.push(...date.refusals);
  }
  return refusals.length > 0 ? refused(refusals) : done(targets);
}
