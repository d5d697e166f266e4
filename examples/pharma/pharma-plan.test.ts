import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PlanRelease } from '../../src/rooms/integrations/core/plan-file.ts';
import { readPlan } from '../../src/rooms/integrations/core/read-plan.ts';
import { nothingKnown } from '../../src/rooms/integrations/core/rules/known-records.ts';
import { writePlan } from '../../src/rooms/integrations/core/write-plan.ts';
import { easterOf } from './holidays.ts';
import { openstackPeople, pharmaGroups, pharmaPeople } from './people.ts';
import { pharmaPlan } from './pharma-plan.ts';
import { pharmaStory } from './story.ts';

const today = new Date('2026-11-24T12:00Z');
const plan = pharmaPlan(today);
const people = new Set([...pharmaPeople, ...openstackPeople].map((person) => person.email));

test('the example firm is a plan that the reader accepts, and its owners are people of the example', () => {
  const read = readPlan(writePlan(plan), { ...nothingKnown, people });
  expect(read.ok ? read.plan : read.problems).toEqual(plan);
});

test('it is a plan that the reader accepts in every week of a year', () => {
  for (let day = 0; day < 366; day += 8) {
    const date = new Date(today.getTime() + day * 86_400_000);
    const read = readPlan(writePlan(pharmaPlan(date)), { ...nothingKnown, people });
    expect(read.ok || { date, problems: read.problems }).toBe(true);
  }
});

test('the committed plans of the demo are accepted with the people of the demo', () => {
  for (const file of ['pharma.yaml', 'openstack-epoxy.yaml']) {
    const read = readPlan(readFileSync(new URL(`../plans/${file}`, import.meta.url), 'utf8'), { ...nothingKnown, people });
    expect(read.ok || read.problems).toBe(true);
  }
});

test('every release has its place in the story, and every state is reached by one', () => {
  expect(pharmaStory.map((step) => step.release).toSorted()).toEqual(plan.releases.map((release) => release.key));
  expect(new Set(pharmaStory.map((step) => step.reach)).size).toBe(14);
  for (const { release, red = [] } of pharmaStory) {
    const gates = plan.releases.find((one) => one.key === release)?.gates ?? [];
    for (const { gate, criterion } of red) {
      expect(gates.find((one) => one.key === gate)?.criteria.map((one) => one.key)).toContain(criterion);
    }
  }
});

test('there are people in every role, two where two are needed, and each holds one', () => {
  const roles = Map.groupBy(pharmaPeople, (person) => person.roles.join());
  expect(roles.size).toBe(18);
  for (const role of ['release-manager', 'test-manager', 'business-process-owner', 'quality', 'administrator']) {
    expect(roles.get(role)).toHaveLength(2);
  }
});

test('whoever holds a role by a group is one of the people, with that role', () => {
  for (const { role, members } of pharmaGroups) {
    expect(members.length).toBeGreaterThan(1);
    expect(pharmaPeople.filter((person) => members.includes(person.email)).map((person) => person.roles)).toEqual(
      members.map(() => [role]),
    );
  }
});

test('its public holidays are those of the official lists', () => {
  const on = (calendar: string, name: string) =>
    plan.calendars
      .find((one) => one.key === calendar)
      ?.holidays.filter((one) => one.name === name)
      .map((one) => one.on);
  expect([2025, 2026, 2027, 2028, 2038].map(easterOf)).toEqual([
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
  ]);
  expect(on('basel', 'Ascension Day')).toEqual(['2025-05-29', '2026-05-14', '2027-05-06', '2028-05-25']);
  expect(on('cork', 'Easter Monday')).toEqual(['2025-04-21', '2026-04-06', '2027-03-29', '2028-04-17']);
  expect(plan.calendars.filter((one) => one.default).map((one) => one.key)).toEqual(['basel']);
});

test('a window that would lie in the year-end freeze is moved to January', () => {
  const repeats = plan.windows.find((one) => one.key === 'gxp-saturday')?.repeats;
  expect(repeats?.except).toEqual(['2025-12-27', '2026-12-26', '2027-12-25']);
  expect(repeats?.also).toEqual(['2026-01-17T18:00', '2027-01-16T18:00', '2028-01-15T18:00']);
});

const yearEnd = (release: PlanRelease): boolean => {
  const day = release.goLive?.start.slice(5, 10) ?? '';
  return day >= '12-17' || day < '01-04';
};

test('through a year only the release that is meant to lies in the year-end freeze', () => {
  for (let day = 0; day < 366; day += 3) {
    const frozen = pharmaPlan(new Date(today.getTime() + day * 86_400_000)).releases.filter(yearEnd);
    // Training records are of medium criticality, which the freeze leaves alone.
    expect(frozen.map((release) => release.key).filter((key) => key !== 'training-curricula')).toEqual(['dwh-year-end-reports']);
  }
});

test('the late release should have finished its acceptance, the blocked one is still within its time', () => {
  const phaseEnd = (key: string): string | undefined =>
    plan.releases.find((release) => release.key === key)?.phases.find((phase) => phase.kind === 'uat')?.end;
  const now = today.toISOString();
  expect((phaseEnd('qms-capa') ?? now) < now).toBe(true);
  expect((phaseEnd('lims-sample-routing') ?? '') > now).toBe(true);
});
