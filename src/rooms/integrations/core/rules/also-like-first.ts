import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';
import { dayPattern } from '../time-text.ts';

/** A further start of a recurrence is written as its first one: as a day where whole days repeat, else as a time. */
export function alsoLikeFirst(shaped: ShapedPlan): Finding[] {
  return [...shaped.windows, ...shaped.freezes].flatMap(({ at, value }) => {
    const { first, also } = value.repeats ?? { first: '', also: [] };
    const isOfDays = dayPattern.test(first);
    return also.flatMap((text, index) =>
      dayPattern.test(text) === isOfDays
        ? []
        : [
            {
              at: [...at, 'repeats', 'also', index],
              code: 'plan.also-like-first',
              message: `"${text}" is a ${isOfDays ? 'time' : 'day'}, but the recurrence begins at a ${isOfDays ? 'day' : 'time'} ("${first}").`,
              remedy: isOfDays ? 'Write the day alone, such as 2027-01-09.' : 'Write day and time, such as 2027-01-09T20:00.',
            },
          ],
    );
  });
}
