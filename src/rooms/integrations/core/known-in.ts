import type { PlanFile } from './plan-file.ts';

/** Keys that a file may name although it does not hold them: plain lists, because they travel to another thread. */
export type KnownKeys = {
  readonly units: readonly string[];
  readonly applications: readonly string[];
  readonly calendars: readonly string[];
  readonly releases: readonly string[];
};

const each = <T>(list: readonly T[], keys: (one: T) => readonly (string | undefined)[]): string[] =>
  list.flatMap((one) => keys(one).filter((key) => key !== undefined));

/** What a plan holds and what it refers to: whoever sees a record of it sees these names, also of a unit or train beyond their reach. */
export function knownIn(plan: PlanFile): KnownKeys {
  const timed = [...plan.windows, ...plan.freezes];
  const distinct = (...lists: readonly string[][]): string[] => [...new Set(lists.flat())];
  return {
    units: distinct(
      each(plan.units, ({ key, parent }) => [key, parent]),
      each(plan.applications, ({ unit }) => [unit]),
      each(timed, ({ scope }) => scope?.units ?? []),
      each(plan.releases, ({ unit }) => [unit]),
    ),
    applications: distinct(
      each(plan.applications, ({ key }) => [key]),
      each(plan.dependencies, ({ from, to }) => [from, to]),
      each(timed, ({ scope }) => scope?.applications ?? []),
      each(plan.releases, ({ applications }) => applications.map(({ key }) => key)),
      each(plan.history, ({ application }) => [application]),
    ),
    calendars: distinct(each(plan.calendars, ({ key }) => [key])),
    releases: distinct(each(plan.releases, ({ key, parent }) => [key, parent])),
  };
}
