import { beforeAll, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import { lapseGates } from './lapse-gates.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let second: Someone;
let owner: Someone;
let quality: Someone;
beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  second = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
  quality = await h.someone(['quality'], { unit });
});

const hour = 3_600_000;

test('every kept evaluation is computed again from what was known at its moment, and comes to the same hash', async () => {
  const h = house();
  const criteria = [
    checklist('rehearsed', { freshnessHours: 30 }),
    measure('coverage'),
    measure('dose', { critical: true }),
    checklist('both', { type: 'expression', expression: 'criteria.rehearsed.met && criteria.coverage.value > 50.0' }),
  ];
  const { gates } = await world.thing(owner, unit, [gateDraft('uat', criteria)]);
  const id = gates.uat ?? '';
  const show = async (query = '') => (await h.http(owner, 'GET', `/gates/${id}${query}`)).body;
  const of = async (key: string) => (await show()).criteria.find((one: { key: string }) => one.key === key);
  const post = async (as: Someone, path: string, body: object, ifMatch?: number) => {
    await world.later(hour);
    const reply = await h.http(as, 'POST', `/gates/${id}${path}`, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });
    expect(reply.status, `${path} ${reply.text}`).toBe(201);
    return reply.body;
  };
  const record = (key: string, body: object) => post(tester, `/criteria/${key}/results`, body);
  await record('rehearsed', { checked: true });
  await record('coverage', { value: 90, ofVersion: '1.0' });
  await record('dose', { value: 97 });
  await post(second, `/results/${(await of('dose')).result.id}/confirmations`, { value: 97 });
  const waiver = {
    reason: 'agreed with the process owner',
    password: quality.password,
    expiresAt: new Date(h.clock.now().getTime() + 200 * hour).toISOString(),
  };
  await post(quality, '/criteria/coverage/waivers', waiver, (await show()).version);
  await record('coverage', { value: 99, ofVersion: '1.1' });
  const wrong = (await of('coverage')).result.id;
  await world.later(hour);
  const withdrawn = await h.http(tester, 'DELETE', `/gates/${id}/results/${wrong}`, { body: { reason: 'of another version' } });
  expect(withdrawn.status, withdrawn.text).toBeLessThan(300);
  await record('coverage', { value: 98, ofVersion: '1.1' });
  const seen = await show();
  const decision = { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash };
  await post(owner, '/acts/pass', decision, seen.version);
  await world.later(30 * hour);
  await lapseGates(h.app);
  await record('rehearsed', { checked: false });

  const { items } = (await h.http(owner, 'GET', `/gates/${id}/evaluations?limit=50`)).body;
  const occasions = new Set(items.map((one: { occasion: string }) => one.occasion));
  expect([...occasions].toSorted()).toEqual(['decision', 'lapse', 'placed', 'result', 'result-withdrawn', 'waiver']);
  const again = [];
  for (const one of items) again.push((await show(`?asOf=${one.at}`)).evaluation.hash);
  expect(again).toEqual(items.map((one: { hash: string }) => one.hash));
});
