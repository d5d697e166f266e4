import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, passTimeTo, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const fact = (name: string, more: object = {}) => ({
  key: name.split('.')[1] ?? '',
  text: `Fact ${name}`,
  type: 'fact',
  fact: name,
  operator: '<=',
  threshold: 0,
  ...more,
});
const facts = [
  fact('releases.blocking-collisions'),
  fact('releases.applications-without-owner'),
  fact('releases.days-to-go-live', { operator: '>=', threshold: 5, unit: 'days' }),
  fact('releases.children-not-finished'),
  fact('releases.milestones-late'),
  fact('gates.failed'),
  fact('gates.conditions-owed'),
  fact('gates.waivers-in-force'),
];

async function asked(more: Readonly<Record<string, unknown>> = {}) {
  const h = house();
  const release = (await propose(h, cast, more)).body;
  const body = { gates: [{ key: 'facts', name: 'Facts', guards: 'accept', deciders: ['quality'], criteria: facts }] };
  const placed = await h.http(cast.manager, 'PUT', `/releases/${release.id}/gates`, { ifMatch: release.version, body });
  expect(placed.status, placed.text).toBe(200);
  return { id: release.id, key: release.key, gate: `/gates/${encodeURIComponent(`${release.key}/facts`)}` };
}

const found = async (gate: string): Promise<Readonly<Record<string, unknown>>> => {
  const { criteria } = (await house().http(cast.manager, 'GET', gate)).body;
  return Object.fromEntries(
    criteria.map((criterion: { key: string; actual: string; status: string }) => [
      criterion.key,
      [criterion.actual, criterion.status],
    ]),
  );
};

describe('facts of a release', () => {
  test('are measured from what the installation knows, each shown beside what is asked', async () => {
    const { gate } = await asked();
    expect(await found(gate)).toEqual({
      'blocking-collisions': ['0', 'met'],
      'applications-without-owner': ['0', 'met'],
      'days-to-go-live': ['20 days', 'met'],
      'children-not-finished': ['0', 'met'],
      'milestones-late': ['0', 'met'],
      failed: ['0', 'met'],
      'conditions-owed': ['0', 'met'],
      'waivers-in-force': ['0', 'met'],
    });
  });

  test('name what they found: applications without an owner, releases below it that are open', async () => {
    const h = house();
    const one = await application(h, cast);
    const { id, gate } = await asked({ kind: 'enterprise', applications: [{ application: one.key, role: 'changed' }] });
    const child = (await propose(h, cast, { parent: id })).body;
    const seen = (await h.http(cast.manager, 'GET', gate)).body;
    const by = (key: string) => seen.criteria.find((criterion: { key: string }) => criterion.key === key);
    expect(by('applications-without-owner')).toMatchObject({
      status: 'not-met',
      found: { value: 1, inputs: { applications: [one.key] } },
    });
    expect(by('children-not-finished')).toMatchObject({
      status: 'not-met',
      found: { value: 1, inputs: { open: [{ key: child.key, state: 'proposed' }] } },
    });
    await act(h, cast.manager, child.id, 'cancel', { reason: 'not needed any more' });
    expect(await found(gate)).toMatchObject({ 'children-not-finished': ['0', 'met'] });
  });

  test('change by time alone, and are unknown where there is nothing to measure', async () => {
    const h = house();
    const undated = await asked({ goLive: null, phases: [], milestones: [], backOutMinutes: null });
    expect(await found(undated.gate)).toMatchObject({ 'days-to-go-live': [null, 'unknown'] });
    const { gate } = await asked();
    await passTimeTo(h, new Date(h.clock.now().getTime() + 15 * 86_400_000));
    expect(await found(gate)).toMatchObject({ 'days-to-go-live': ['5 days', 'met'], 'milestones-late': ['1', 'not-met'] });
    await passTimeTo(h, new Date(h.clock.now().getTime() + 1));
    expect(await found(gate)).toMatchObject({ 'days-to-go-live': ['4 days', 'not-met'] });
  });

  test('stand before the step that they guard: it is refused with what was found', async () => {
    const { id } = await asked({ kind: 'enterprise' });
    const refused = await act(house(), cast.manager, id, 'accept');
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([{ code: 'gates.not-passed' }]);
  });

  test('are listed for whoever writes a gate', async () => {
    const { items } = (await house().http(cast.manager, 'GET', '/gates/facts')).body;
    expect(items).toContainEqual({
      name: 'releases.days-to-go-live',
      says: 'Whole days from now to the start of the go-live',
      kinds: ['release'],
      type: 'number',
      unit: 'days',
    });
  });
});
