import { normalisePlan } from '../../src/rooms/integrations/core/normalise-plan.ts';
import type { PlanFile, PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays, shiftToMiddle } from './days.ts';
import { historyOf } from './history.ts';
import { applicationOf, dependenciesOf, topUnit, unitOf } from './portfolio.ts';
import type { Series } from './read-series.ts';
import { eventsOf, finalWeek, freezesOf, goLiveOf, milestonesOf, phasesOf } from './schedule.ts';
import { teamOfEvent, teamReleases } from './team-releases.ts';

export type Choices = {
  /** The day that shall lie in the middle of the cycle. */
  readonly today: string;
  /** Accountable owner of every release; unknown where left out, because the data name nobody. */
  readonly owner?: string;
  /** Commit of the source repository that the folder was taken from. */
  readonly revision?: string;
};

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function unitsOf(series: Series): NonNullable<PlanFileInput['units']> {
  const teams = new Map(series.deliverables.map(({ team }) => [unitOf(team), team]));
  return [{ key: topUnit, name: 'OpenStack' }, ...[...teams].map(([key, name]) => ({ key, name, parent: topUnit }))];
}

/** One series of the OpenStack releases repository as a plan: what it says, moved by whole weeks, and nothing that it does not say. */
export function seriesPlan(series: Series, choices: Choices): { readonly plan: PlanFile; readonly remarks: readonly string[] } {
  const events = eventsOf(series);
  const week = finalWeek(series, events);
  const shift = shiftToMiddle(series.startWeek, week, choices.today);
  const title = `${series.releaseId === undefined ? '' : `${series.releaseId} `}${capital(series.name)}`;
  const train = `${series.name}-train`;
  const owner = choices.owner;
  const { records, ahead } = historyOf(series, shift, choices.today);
  const ofTrain = events.filter((event) => !event.projectSpecific || teamOfEvent(event, series.deliverables) === undefined);
  const plan = normalisePlan({
    interlock: 1,
    name: `openstack-${series.name}`,
    title: `OpenStack ${title}`,
    zone: 'UTC',
    source: {
      name: `OpenStack releases repository, series ${series.name}`,
      address: 'https://opendev.org/openstack/releases',
      ...(choices.revision !== undefined && { revision: choices.revision }),
      licence: 'Apache-2.0',
      shiftedWeeks: shift.weeks,
      shiftedTo: choices.today,
    },
    units: unitsOf(series),
    applications: series.deliverables.map(applicationOf),
    dependencies: dependenciesOf(series.deliverables),
    windows: [
      {
        key: `${series.name}-release-week`,
        name: `Release week of ${title}`,
        zone: 'UTC',
        once: { start: shift.day(week), end: shift.day(addDays(week, 5)) },
        scope: { units: [topUnit] },
      },
    ],
    freezes: freezesOf(series, events, shift, topUnit),
    releases: [
      {
        key: train,
        name: `OpenStack ${title}`,
        kind: 'enterprise',
        class: 'major',
        unit: topUnit,
        ...(owner !== undefined && { owner }),
        phases: phasesOf(series, events, shift),
        milestones: milestonesOf(ofTrain, shift),
        goLive: { ...goLiveOf(series, events, shift), zone: 'UTC' },
      },
      ...teamReleases({ series, events, shift, owner, train }),
    ],
    history: records,
  });
  const remarks = [
    `OpenStack ${title}, converted by examples/openstack/convert.ts from the OpenStack releases repository.`,
    'Licensed under the Apache License, Version 2.0; see NOTICE in this folder. Changed: form, and every date.',
    `Every date lies ${shift.weeks} weeks later than in the source, so that ${choices.today} is the middle of the cycle.`,
    `${records.length} releases and requests lie before that day and are imported history; ${ahead} lie after it and are left out.`,
  ];
  return { plan, remarks };
}
