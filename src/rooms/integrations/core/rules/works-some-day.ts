import type { Finding } from '../plan-problem.ts';
import { weekdays } from '../plan-words.ts';
import type { ShapedPlan } from '../shape-plan.ts';

/** Without a working day nothing can be counted in working days. */
export function worksSomeDay(shaped: ShapedPlan): Finding[] {
  return shaped.calendars.flatMap(({ at, value }) =>
    weekdays.some((day) => value.week[day].length > 0)
      ? []
      : [
          {
            at: [...at, 'week'],
            code: 'plan.works-some-day',
            message: `The working calendar "${value.key}" has no working day.`,
            remedy: 'Give at least one weekday its hours, such as MO: [09:00-17:00].',
          },
        ],
  );
}
