import { done } from '../../../foundation/refusal.ts';
import {
  byPlanRefs,
  changeFreezeIn,
  changeWindowIn,
  proposeWindowIn,
  putCalendarIn,
  registerFreezeIn,
  registerWindowIn,
  withdrawCalendarIn,
  withdrawFreezeIn,
  withdrawWindowIn,
} from '../../calendar/door.ts';
import { minutesOfDuration } from '../core/duration.ts';
import type { PlanCalendar, PlanFreeze, PlanWindow } from '../core/plan-file.ts';
import type { Applied, Applying, Row } from './applying.ts';
import { planReason, withdrawnReason } from './reasons.ts';

type Timed = PlanWindow | PlanFreeze;
const scopeOf = (one: Timed) => ({
  units: [...(one.scope?.units ?? [])],
  applications: [...(one.scope?.applications ?? [])],
  criticalities: [...(one.scope?.criticalities ?? [])],
  gxpOnly: one.scope?.gxpOnly ?? false,
});

const repeatsOf = ({ repeats }: Timed) =>
  repeats === undefined
    ? {}
    : {
        repeats: {
          rule: repeats.rule,
          startsAt: repeats.first,
          minutes: minutesOfDuration(repeats.lasts) ?? 0,
          measure: repeats.measure,
          except: [...repeats.except],
          also: [...repeats.also],
        },
      };

const targetsOf = (one: PlanWindow) =>
  one.targets.map(({ key, name, daysBefore = 0, daysAfter, counted }) => ({
    key,
    name,
    // Not −0: JSON would make 0 of it and see a difference.
    days: daysAfter ?? (daysBefore === 0 ? 0 : -daysBefore),
    measure: counted,
  }));

/** Hours of a file are `09:00-17:30`. */
const hoursOf = (texts: readonly string[]) => texts.map((text) => ({ from: text.slice(0, 5), to: text.slice(6) }));

/** Which calendar counts where none is named belongs to the calendars: one that is no longer the default lost it to another. */
export async function applyCalendar(applying: Applying, row: Row, one: PlanCalendar | undefined): Promise<Applied> {
  const { work, desired } = applying;
  if (row.action === 'withdraw' || one === undefined) return withdrawCalendarIn(work, row.key, withdrawnReason(applying));
  const { MO, TU, WE, TH, FR, SA, SU } = one.week;
  return putCalendarIn(
    work,
    {
      key: one.key,
      name: one.name,
      zone: one.zone ?? desired.zone,
      week: {
        MO: hoursOf(MO),
        TU: hoursOf(TU),
        WE: hoursOf(WE),
        TH: hoursOf(TH),
        FR: hoursOf(FR),
        SA: hoursOf(SA),
        SU: hoursOf(SU),
      },
      holidays: one.holidays.map(({ name, on, rule, except }) => ({ name, on, rule: rule ?? null, except: [...except] })),
      isDefault: one.default,
    },
    planReason(applying),
  );
}

/** A window of a file is proposed; one that is over stays a draft. Locking is a person's decision (law 10). */
export async function applyWindow(applying: Applying, row: Row, one: PlanWindow | undefined): Promise<Applied> {
  const { work, desired, standing } = applying;
  const id = standing.ids.windows.get(row.key) ?? (await byPlanRefs(work.tx, { windows: [row.key] }))[0]?.id;
  if (row.action === 'withdraw' || one === undefined)
    return id === undefined ? done(null) : withdrawWindowIn(work, id, withdrawnReason(applying));
  const zone = one.zone ?? desired.zone;
  const once =
    one.once === undefined ? {} : { once: { start: one.once.start, end: one.once.end, goLive: one.once.goLive ?? null } };
  const fields = {
    name: one.name,
    note: one.note ?? null,
    zone,
    ...once,
    ...repeatsOf(one),
    scope: scopeOf(one),
    targets: targetsOf(one),
    workingCalendar: one.workingCalendar ?? null,
  };
  if (id !== undefined) return changeWindowIn(work, id, { ...fields, reason: planReason(applying) });
  const registered = await registerWindowIn(work, { planRef: one.key, ...fields, state: 'draft' });
  if (!registered.ok) return registered;
  const over = one.once !== undefined && new Date(one.once.end) <= work.now;
  return over ? registered : proposeWindowIn(work, registered.value.id);
}

export async function applyFreeze(applying: Applying, row: Row, one: PlanFreeze | undefined): Promise<Applied> {
  const { work, desired, standing } = applying;
  const id = standing.ids.freezes.get(row.key) ?? (await byPlanRefs(work.tx, { freezes: [row.key] }))[0]?.id;
  if (row.action === 'withdraw' || one === undefined)
    return id === undefined ? done(null) : withdrawFreezeIn(work, id, withdrawnReason(applying));
  const once = one.once === undefined ? {} : { once: { start: one.once.start, end: one.once.end } };
  const fields = {
    name: one.name,
    reason: one.reason,
    severity: one.severity,
    zone: one.zone ?? desired.zone,
    ...once,
    ...repeatsOf(one),
    scope: { ...scopeOf(one), environmentClasses: [...(one.scope?.environmentClasses ?? [])] },
  };
  return id === undefined ? registerFreezeIn(work, { planRef: one.key, ...fields }) : changeFreezeIn(work, id, fields);
}
