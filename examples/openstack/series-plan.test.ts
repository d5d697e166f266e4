import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readPlan, readPlanBytes } from '../../src/rooms/integrations/core/read-plan.ts';
import { writePlan } from '../../src/rooms/integrations/core/write-plan.ts';
import { readCsv } from './csv.ts';
import { openstackPlan } from './openstack-plan.ts';
import { readSeries } from './read-series.ts';
import { seriesPlan } from './series-plan.ts';

const fixture = fileURLToPath(new URL('../../tests/fixtures/openstack-mini/epoxy', import.meta.url));
const series = readSeries(fixture);
const today = '2026-11-24';
const { plan, remarks } = seriesPlan(series, { today });

test('a converted series is a plan that the reader accepts, unchanged', () => {
  const read = readPlan(writePlan(plan, remarks));
  expect(read.ok ? read.plan : read.problems).toEqual(plan);
});

test('dates move by whole weeks, so that today is the middle of the cycle', () => {
  expect(plan.source).toMatchObject({ shiftedWeeks: 99, shiftedTo: today, licence: 'Apache-2.0' });
  const train = plan.releases.find((release) => release.kind === 'enterprise');
  const start = Date.parse(train?.phases[0]?.start ?? '');
  const end = Date.parse(train?.goLive?.start ?? '');
  expect(Math.abs((start + end) / 2 - Date.parse(today))).toBeLessThan(7 * 86_400_000);
  expect(new Date(end).getUTCDay()).toBe(new Date('2025-04-02').getUTCDay());
});

test('the train carries the schedule, the teams are its parts, trailing teams follow without a date', () => {
  const train = plan.releases.find((release) => release.key === 'epoxy-train');
  expect(train?.phases.map((phase) => phase.kind)).toEqual(['plan', 'build', 'integrate', 'uat', 'deploy']);
  expect(train?.milestones.map((milestone) => milestone.name)).toContain('RC1 target week');
  const nova = plan.releases.find((release) => release.key === 'epoxy-nova');
  expect(nova?.parent).toBe('epoxy-train');
  expect(nova?.applications).toContainEqual({ key: 'APP-NOVA', role: 'changed', version: '31.0.0' });
  expect(nova?.milestones.map((milestone) => milestone.key)).toContain('e-nova-spec-freeze');
  expect(plan.releases.find((release) => release.key === 'epoxy-kolla-trailing')).toMatchObject({ phases: [], milestones: [] });
  expect(plan.releases.flatMap((release) => release.applications.map(({ key }) => key))).not.toContain('APP-DEVSTACK');
});

test('no go-live of the train falls into one of its freezes', () => {
  expect(plan.freezes.map((freeze) => freeze.key)).toEqual(['epoxy-ff', 'epoxy-hard-sf', 'epoxy-rf', 'epoxy-soft-sf']);
  for (const { goLive } of plan.releases) {
    for (const { once } of plan.freezes) {
      if (goLive && once) expect(goLive.start >= once.end || goLive.end <= once.start).toBe(true);
    }
  }
});

test('dependencies are only those that type and name tell', () => {
  const told = plan.dependencies.map(({ from, to, type }) => `${from} ${type} ${to}`);
  expect(told).toEqual([
    'APP-HEAT-DASHBOARD calls APP-HEAT',
    'APP-HEAT-DASHBOARD deploys-with APP-HORIZON',
    'APP-HEAT-TEMPEST-PLUGIN calls APP-HEAT',
    'APP-HEAT-TEMPEST-PLUGIN shared-library APP-TEMPEST',
    'APP-PYTHON-NOVACLIENT calls APP-NOVA',
  ]);
});

test('what the data do not say stays unknown, and nobody is made its owner', () => {
  for (const application of plan.applications) {
    expect(application).toMatchObject({ criticality: 'unknown', gxp: 'unknown' });
    expect(application.owner).toBeUndefined();
  }
});

test('history ends today and keeps the times of its source', () => {
  expect(plan.history.length).toBeGreaterThan(0);
  for (const record of plan.history) expect(record.sourceTime < `${today}T00:00:00.000Z`).toBe(true);
  expect(plan.history[0]?.times.map(({ name }) => name)).toContain('merged by the release team');
});

test('the committed plan of the demo is one that the reader accepts', () => {
  const read = readPlanBytes(readFileSync(new URL('../plans/openstack-epoxy.yaml', import.meta.url)));
  expect(read.ok ? read.plan.applications.length : read.problems).toBe(224);
});

test('the committed plan moves on with the day of the demo, and its history never lies ahead of it', () => {
  const later = openstackPlan(new Date('2027-05-05T09:00Z'));
  expect(later.source).toMatchObject({ shiftedWeeks: 99 + 23, shiftedTo: '2027-05-05' });
  expect(later.releases.find((release) => release.key === 'epoxy-train')?.goLive?.start).toBe('2027-08-04T00:00:00.000Z');
  for (const record of later.history) expect(record.sourceTime < '2027-05-05').toBe(true);
  const read = readPlan(writePlan(later));
  expect(read.ok ? read.plan : read.problems).toEqual(later);
});

test('a field in quotes may hold commas, quotes and line breaks', () => {
  expect(readCsv('a,b\n"x, ""y""\nz",2\r\n3,\n')).toEqual([
    { a: 'x, "y"\nz', b: '2' },
    { a: '3', b: '' },
  ]);
});
