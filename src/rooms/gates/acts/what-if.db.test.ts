import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import { digests } from '../../../../tests/support/trail.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;
let auditor: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
  auditor = await h.someone(['auditor'], { unit });
});

const hour = 3_600_000;
const inHours = (hours: number): string => new Date(house().clock.now().getTime() + hours * hour).toISOString();
const whatIf = (id: string, body: object, as = auditor) => house().http(as, 'POST', `/gates/${id}/what-if`, { body });
const record = (id: string, criterion: string, body: object) =>
  house().http(tester, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
const show = async (id: string) => (await house().http(owner, 'GET', `/gates/${id}`)).body;
const decide = async (id: string) => {
  const seen = await show(id);
  return house().http(owner, 'POST', `/gates/${id}/acts/pass`, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash },
  });
};
const gate = async (more: Parameters<typeof gateDraft>[2] = {}, freshnessHours = 48) => {
  const criteria = [measure('coverage', { freshnessHours }), checklist('rehearsed')];
  return (await world.thing(owner, unit, [gateDraft('uat', criteria, more)])).gates.uat ?? '';
};

describe('what would be, if', () => {
  test('an auditor assumes results and sees what would be green, what is missing, and that no row changed', async () => {
    const id = await gate();
    const before = await digests(house());
    const red = await whatIf(id, { results: [{ criterion: 'coverage', value: 96 }] });
    expect(red.status, red.text).toBe(200);
    expect(red.body).toMatchObject({ met: 1, total: 2, green: false, wouldPass: false, endsAt: null, holds: null });
    expect(red.body.criteria[0]).toMatchObject({
      key: 'coverage',
      stands: { status: 'unknown', actual: null },
      would: { status: 'met', actual: '96 %' },
      assumed: true,
    });
    expect(red.body.missing).toMatchObject([{ code: 'gates.criteria-not-green', facts: { missing: [{ key: 'rehearsed' }] } }]);
    const both = {
      results: [{ criterion: 'coverage', value: 96 }],
      waivers: [{ criterion: 'rehearsed', expiresAt: inHours(20) }],
    };
    const green = await whatIf(id, both);
    expect(green.body).toMatchObject({ green: true, wouldPass: true, missing: [], endsAt: inHours(20) });
    expect(await digests(house())).toEqual(before);
    expect((await show(id)).evaluation.met).toBe(0);
  });

  test('time alone: what is fresh now is stale then, and a pass that stands would not hold', async () => {
    const id = await gate();
    await record(id, 'coverage', { value: 96 });
    await record(id, 'rehearsed', { checked: true });
    await decide(id);
    expect((await whatIf(id, { at: inHours(47) })).body).toMatchObject({ green: true, holds: { holds: true, why: [] } });
    expect((await whatIf(id, { at: inHours(48) })).body).toMatchObject({
      green: false,
      criteria: [{ would: { status: 'stale' } }, { would: { status: 'met' } }],
      holds: { holds: false, why: ['“Measure coverage” has a result that is too old'] },
    });
    expect((await whatIf(id, { withdrawn: ['rehearsed'] })).body.holds).toMatchObject({ holds: false });
  });

  test('says what the act says: the minimum of green counts from now for what is assumed', async () => {
    const id = await gate({ greenHours: 24 });
    const results = [
      { criterion: 'coverage', value: 96 },
      { criterion: 'rehearsed', checked: true },
    ];
    expect((await whatIf(id, { results })).body).toMatchObject({ wouldPass: false, canPassFrom: inHours(24) });
    expect((await whatIf(id, { results, at: inHours(24) })).body).toMatchObject({ wouldPass: true, endsAt: inHours(48) });
    await record(id, 'coverage', { value: 96 });
    await record(id, 'rehearsed', { checked: true });
    await world.later(24 * hour);
    const foreseen = await whatIf(id, {});
    expect(foreseen.body).toMatchObject({ wouldPass: true });
    expect((await decide(id)).status).toBe(201);
  });

  test('refuses what the acts would refuse, each with its place', async () => {
    const id = await gate();
    const refused = await whatIf(id, {
      at: inHours(-1),
      results: [{ criterion: 'coverage', checked: true }],
      waivers: [{ criterion: 'rehearsed', expiresAt: inHours(24 * 400) }],
    });
    expect(refused.status).toBe(422);
    expect(refused.body.refusals.map((one: { code: string; field: string }) => [one.code, one.field])).toEqual([
      ['gates.assumed-past', '/at'],
      ['gates.result-misfit', '/results/0/value'],
      ['gates.waiver-unbounded', '/waivers/0/expiresAt'],
    ]);
  });

  test('knows the criteria of the gate alone', async () => {
    const refused = await whatIf(await gate(), { results: [{ criterion: 'unheard-of', value: 1 }] });
    expect(refused.status).toBe(404);
    expect(refused.body.refusals).toMatchObject([{ code: 'gates.no-such-criterion', field: '/results/0' }]);
  });

  test('is not there for who may not read the subject', async () => {
    const id = await gate();
    const elsewhere = await house().someone(['auditor'], { unit: await house().unit() });
    expect((await whatIf(id, {}, elsewhere)).status).toBe(404);
    expect((await house().http(null, 'POST', `/gates/${id}/what-if`, { body: {} })).status).toBe(401);
  });
});
