import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { gateDraft, measure, things } from '../../../../tests/support/things.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let owner: Someone;
let first: Someone;
let both: Someone;
beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit });
  first = await h.someone(['test-manager'], { unit });
  // Duties were not kept apart when they got both roles: the record keeps them apart all the same.
  both = await h.someone(['business-process-owner', 'test-manager', 'quality'], { unit });
});

const see = async (id: string, as: Someone) => (await house().http(as, 'GET', `/gates/${id}`)).body;
const record = (as: Someone, id: string, value: number) =>
  house().http(as, 'POST', `/gates/${id}/criteria/dose/results`, { body: { value } });
const decide = async (as: Someone, id: string, verb: string, more: object = {}) => {
  const seen = await see(id, as);
  return house().http(as, 'POST', `/gates/${id}/acts/${verb}`, {
    ifMatch: seen.version,
    body: { reason: 'as it was shown to me', password: as.password, evaluationHash: seen.evaluation.hash, ...more },
  });
};
const said = (reply: {
  readonly status: number;
  readonly body: { readonly refusals?: readonly { readonly code: string }[] };
}) => [reply.status, ...(reply.body.refusals ?? []).map(({ code }) => code)];

async function passed(critical = false) {
  const { gates } = await world.thing(owner, unit, [gateDraft('uat', [measure('dose', { critical })])]);
  const id = gates.uat ?? '';
  expect((await record(first, id, 97.5)).status).toBe(201);
  return id;
}

describe('whoever let a gate pass', () => {
  test('records no result of it as long as the pass stands, is told so beforehand, and does once it was re-opened', async () => {
    const id = await passed();
    expect((await decide(both, id, 'pass')).status).toBe(201);
    expect(said({ status: 0, body: { refusals: (await see(id, both)).criteria[0].can.record } })).toEqual([
      0,
      'gates.decided-it',
    ]);
    expect(said(await record(both, id, 99))).toEqual([422, 'gates.decided-it']);
    expect((await see(id, owner)).criteria[0]).toMatchObject({ result: { value: 97.5 }, earlier: [] });
    expect((await decide(both, id, 'reopen')).status).toBe(201);
    expect((await record(both, id, 99)).status).toBe(201);
    // Now they tested, and so somebody else decides.
    expect(said(await decide(both, id, 'pass'))).toEqual([422, 'identity.not-independent']);
    expect((await decide(owner, id, 'pass')).status).toBe(201);
  });

  test('has no deputy who records', async () => {
    const h = house();
    const id = await passed();
    const deputy = await h.someone(['test-manager'], { unit });
    expect((await decide(owner, id, 'pass')).status).toBe(201);
    const [startsAt, endsAt] = [0, 5].map((days) => new Date(h.clock.now().getTime() + days * 86_400_000).toISOString());
    const named = await h.http(owner, 'POST', '/deputations', {
      body: { deputy: deputy.id, startsAt, endsAt, reason: 'on leave' },
    });
    expect(named.status, named.text).toBe(201);
    expect(said(await record(deputy, id, 99))).toEqual([422, 'gates.decided-it']);
  });

  test('confirms no critical value and waives nothing of it', async () => {
    const h = house();
    const { gates } = await world.thing(owner, unit, [
      gateDraft('uat', [measure('dose', { critical: true }), measure('coverage')]),
    ]);
    const id = gates.uat ?? '';
    expect((await h.http(first, 'POST', `/gates/${id}/criteria/coverage/results`, { body: { value: 1 } })).status).toBe(201);
    expect((await record(first, id, 97.5)).status).toBe(201);
    const expiresAt = new Date(h.clock.now().getTime() + 5 * 86_400_000).toISOString();
    const conditionally = { condition: 'both are met by then', expiresAt, tolerates: ['dose', 'coverage'] };
    const done = await decide(both, id, 'pass-conditionally', conditionally);
    expect(done.status, done.text).toBe(201);
    const seen = await see(id, both);
    const [dose, coverage] = seen.criteria;
    const again = await h.http(both, 'POST', `/gates/${id}/results/${dose.result.id}/confirmations`, { body: { value: 97.5 } });
    expect(said(again)).toEqual([422, 'gates.decided-it']);
    expect(dose.can.confirm.map((one: { code: string }) => one.code)).toEqual(['gates.decided-it']);
    const waived = await h.http(both, 'POST', `/gates/${id}/criteria/coverage/waivers`, {
      ifMatch: seen.version,
      body: { reason: 'it will do', expiresAt, password: both.password },
    });
    expect(said(waived)).toEqual([422, 'gates.decided-it']);
    expect(coverage.can.waive.map((one: { code: string }) => one.code)).toEqual(['gates.decided-it']);
  });
});
