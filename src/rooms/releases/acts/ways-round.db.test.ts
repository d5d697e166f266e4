import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { application, type Cast, castOf, codesOf, gateDraft, propose, walkUntil } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const withApplication = async (more: Readonly<Record<string, unknown>> = {}) => {
  const app = await application(house(), cast);
  return (await propose(house(), cast, { applications: [{ application: app.id, version: '1' }], ...more })).body;
};

describe('ways round a rule that are closed', () => {
  test('whoever owned the release does not release it for use after handing it over', async () => {
    const h = house();
    const both = await h.someone(['release-manager', 'business-process-owner'], { unit: cast.unit });
    const { id } = await withApplication({ owner: both.id });
    await walkUntil(h, cast, id, 'validate');
    const seen = (await h.http(both, 'GET', `/releases/${id}`)).body;
    const body = { owner: cast.owner.id, reason: 'handed over' };
    const handedOver = await h.http(both, 'PATCH', `/releases/${id}`, { ifMatch: seen.version, body });
    expect(handedOver.status).toBe(200);
    expect(handedOver.body.can['release-for-use'][0].code).toBe('identity.not-independent');
    const reply = await h.http(both, 'POST', `/releases/${id}/acts/release-for-use`, {
      ifMatch: handedOver.body.version,
      body: { password: both.password },
    });
    expect([reply.status, ...codesOf(reply)]).toEqual([422, 'identity.not-independent']);
  });

  test('a gate that failed is not taken away, nor asks less, before the dates are approved', async () => {
    const h = house();
    const { id, version } = await withApplication();
    const draft = gateDraft('plan');
    const place = (gates: readonly unknown[], ifMatch: number) =>
      h.http(cast.proposer, 'PUT', `/releases/${id}/gates`, { ifMatch, body: { gates } });
    const placed = (await place([draft], version)).body;
    const gate = (await h.http(cast.quality, 'GET', `/gates/${placed.gates[0].id}`)).body;
    const failed = await h.http(cast.quality, 'POST', `/gates/${gate.id}/acts/fail`, {
      ifMatch: gate.version,
      body: { reason: 'not good enough', password: cast.quality.password, evaluationHash: gate.evaluation.hash },
    });
    expect(failed.status).toBe(201);
    const withdrawn = await place([], placed.version);
    expect([withdrawn.status, ...codesOf(withdrawn)]).toEqual([422, 'releases.gates-fixed']);
    const weaker = await place([{ ...draft, guards: 'close' }], placed.version);
    expect([weaker.status, ...codesOf(weaker)]).toEqual([422, 'releases.gates-fixed']);
    expect((await place([draft, gateDraft('start')], placed.version)).status).toBe(200);
  });

  test('an application that the planner may not see is not put into a release, and not named', async () => {
    const h = house();
    const foreign = await application(h, await castOf(h));
    const reply = await propose(h, cast, { applications: [{ application: foreign.key, version: '1' }] });
    expect([reply.status, ...codesOf(reply)]).toEqual([422, 'releases.application-unknown']);
  });

  test('the train of another unit is there, but not named to who may not see it', async () => {
    const h = house();
    const central = await h.someone(['release-manager', 'project-manager']);
    const train = (
      await h.http(central, 'POST', '/releases', {
        body: { name: 'Secret train', kind: 'enterprise', class: 'major', unit: (await h.unit()).key },
      })
    ).body;
    const part = await withApplication();
    const joined = await h.http(central, 'PATCH', `/releases/${part.id}`, { ifMatch: part.version, body: { parent: train.key } });
    expect(joined.body.parent.name).toBe('Secret train');
    const seen = await h.http(cast.manager, 'GET', `/releases/${part.id}`);
    expect(seen.body.parent.id).toBe(train.id);
    const listed = await h.http(cast.manager, 'GET', '/releases');
    const past = await h.http(cast.manager, 'GET', `/releases/${part.id}?asOf=${h.clock.now().toISOString()}`);
    expect([seen.status, listed.status, past.status]).toEqual([200, 200, 200]);
    expect(seen.text + listed.text + past.text).not.toContain('Secret train');
  });
});
