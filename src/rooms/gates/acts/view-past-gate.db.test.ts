import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';

const house = useHouse();
const hour = 3_600_000;
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
});

describe('a gate as it was', () => {
  test('is shown with the results and decisions of then, judged at that moment, and with nothing to do', async () => {
    const h = house();
    const asked = [checklist('a', { freshnessHours: 3 }), measure('b')];
    const { gates, subject } = await world.thing(owner, unit, [gateDraft('uat', asked)]);
    const id = gates.uat ?? '';
    const record = (criterion: string, body: object) =>
      h.http(tester, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
    const show = async (at?: Date) =>
      (await h.http(owner, 'GET', `/gates/${id}${at === undefined ? '' : `?asOf=${at.toISOString()}`}`)).body;
    const placed = h.clock.now();
    await world.later(hour);
    await record('a', { checked: true });
    const failed = await record('b', { value: 12 });
    expect(failed.status, failed.text).toBe(201);
    const red = h.clock.now();
    await world.later(hour);
    await record('b', { value: 99 });
    const now = await show();
    const passed = await h.http(owner, 'POST', `/gates/${id}/acts/pass`, {
      ifMatch: now.version,
      body: { reason: 'all is well', password: owner.password, evaluationHash: now.evaluation.hash },
    });
    expect(passed.status, passed.text).toBe(201);
    const decided = h.clock.now();
    await world.later(2 * hour);

    expect(await show(placed)).toMatchObject({ asOf: placed.toISOString(), state: 'upcoming', decisions: [], can: {} });
    const then = await show(red);
    expect(then).toMatchObject({ evaluation: { green: false, met: 1, total: 2 }, decisions: [], can: {} });
    expect(then.criteria[1]).toMatchObject({ key: 'b', actual: '12 %', status: 'not-met', earlier: [], can: {} });
    expect(then.evaluation.hash).toBe(failed.body.evaluation.hash);
    const good = await show(decided);
    expect(good).toMatchObject({ state: 'passed', decisions: [{ outcome: 'pass', stands: true, by: { name: owner.name } }] });
    expect(good.criteria[1]).toMatchObject({ actual: '99 %', earlier: [{ value: 12 }] });
    // The first check was stale three hours after it was made, whether or not anybody had written that down.
    const stale = new Date(red.getTime() + 3 * hour);
    expect(await show(stale)).toMatchObject({ state: 'reopened', decisions: [{ stands: false }] });
    expect((await show()).asOf).toBeNull();

    expect((await h.http(owner, 'GET', `/gates/${id}?asOf=2020-01-01T00:00:00Z`)).body.refusals).toMatchObject([
      { code: 'gates.not-placed-yet' },
    ]);
    const stranger = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await h.http(stranger, 'GET', `/gates/${id}?asOf=${red.toISOString()}`)).status).toBe(404);
    const past = await h.http(owner, 'GET', `/records/gate/${id}?asOf=${red.toISOString()}`);
    expect(past.body.link).toBe(`/gates/${id}?asOf=${encodeURIComponent(red.toISOString())}`);

    await world.place(owner, subject, []);
    expect((await h.http(owner, 'GET', `/gates/${id}`)).status).toBe(404);
    expect(await show(decided)).toMatchObject({ state: 'passed', name: 'Gate uat' });
  });

  test('a result that was withdrawn later was valid then', async () => {
    const h = house();
    const { gates } = await world.thing(owner, unit, [gateDraft('uat', [checklist('a')])]);
    const id = gates.uat ?? '';
    await h.http(tester, 'POST', `/gates/${id}/criteria/a/results`, { body: { checked: true } });
    const result = (await h.http(tester, 'GET', `/gates/${id}`)).body.criteria[0].result.id;
    const then = h.clock.now();
    await world.later(hour);
    const withdrawn = await h.http(tester, 'DELETE', `/gates/${id}/results/${result}`, { body: { reason: 'wrong system' } });
    expect(withdrawn.status, withdrawn.text).toBe(200);
    const { criteria } = (await h.http(owner, 'GET', `/gates/${id}?asOf=${then.toISOString()}`)).body;
    expect(criteria[0]).toMatchObject({ status: 'met', result: { withdrawn: null } });
    expect((await h.http(owner, 'GET', `/gates/${id}`)).body.criteria[0]).toMatchObject({ status: 'unknown' });
  });
});
