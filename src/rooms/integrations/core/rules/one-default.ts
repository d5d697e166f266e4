import type { Finding } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

/** One working calendar counts where none is named; a file that names two says nothing. */
export function oneDefault(shaped: ShapedPlan): Finding[] {
  const [first, ...others] = shaped.calendars.filter(({ value }) => value.default);
  return others.map(({ at, value }) => ({
    at: [...at, 'default'],
    code: 'plan.one-default',
    message: `"${value.key}" is to be the default working calendar, but "${first?.value.key}" is that already in this file.`,
    remedy: 'Let one calendar of the file be the default.',
  }));
}
