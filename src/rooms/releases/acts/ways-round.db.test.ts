import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  placeGates,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { recordersIn } from '../../gates/door.ts';

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

  test('who decided go comes to no part of the deployment, also where somebody else began it', async () => {
    const h = house();
    const both = await h.someone(['release-manager', 'deployer'], { unit: cast.unit });
    const { id } = await withApplication();
    await walkUntil(h, { ...cast, manager: both }, id, 'deploy');
    const seen = (await h.http(both, 'GET', `/releases/${id}`)).body;
    expect(seen.can.complete.map((one: { code: string }) => one.code)).toContain('identity.not-independent');
    const results = seen.applications.map((one: { application: { id: string } }) => ({
      application: one.application.id,
      result: 'completed',
    }));
    for (const verb of ['record-results', 'complete'] as const)
      expect(codesOf(await act(h, both, id, verb, { results }))).toEqual(['identity.not-independent']);
    expect((await act(h, cast.deployer, id, 'complete', { results })).status).toBe(200);
  });

  test('who deployed decides no go of a second attempt', async () => {
    const h = house();
    const both = await h.someone(['release-manager', 'deployer'], { unit: cast.unit });
    const { id } = await withApplication();
    await walkUntil(h, { ...cast, deployer: both }, id, 'deploy');
    expect((await act(h, cast.deployer, id, 'stop')).status).toBe(200);
    expect((await act(h, cast.manager, id, 'no-go')).status).toBe(200);
    const seen = (await h.http(both, 'GET', `/releases/${id}`)).body;
    expect(seen.can['declare-ready'].map((one: { code: string }) => one.code)).toContain('identity.not-independent');
  });

  test('who accepted the test for the business records no results of it afterwards', async () => {
    const h = house();
    const both = await h.someone(['business-process-owner', 'test-manager'], { unit: cast.unit });
    const { id, key } = await withApplication();
    const [gate = ''] = await placeGates(h, cast, { id, key }, [gateDraft('release-for-use')]);
    await walkUntil(h, { ...cast, business: both }, id, 'accept-uat');
    const record = (as: Someone) => h.http(as, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } });
    const seen = (await h.http(both, 'GET', `/gates/${gate}`)).body;
    expect(seen.criteria[0].can.record.map((one: { code: string }) => one.code)).toEqual(['releases.part-excluded']);
    expect([(await record(both)).status, ...codesOf(await record(both))]).toEqual([422, 'releases.part-excluded']);
    expect((await record(cast.tester)).status).toBe(201);
  });

  test('who released it for use does not come to own it, and whoever entered a critical value second is a tester too', async () => {
    const h = house();
    const both = await h.someone(['business-process-owner', 'release-manager', 'test-manager'], { unit: cast.unit });
    const { id, key } = await withApplication();
    const critical = gateDraft('close', {
      criteria: gateDraft('close').criteria.map((criterion) => ({ ...criterion, critical: true })),
    });
    const [gate = ''] = await placeGates(h, cast, { id, key }, [critical]);
    await walkUntil(h, { ...cast, otherBusiness: both }, id, 'release-for-use');
    const seen = (await h.http(cast.proposer, 'GET', `/releases/${id}`)).body;
    const owned = await h.http(cast.proposer, 'PATCH', `/releases/${id}`, {
      ifMatch: seen.version,
      body: { owner: both.id, reason: 'they know it best' },
    });
    expect([owned.status, ...codesOf(owned)]).toEqual([422, 'releases.part-excluded']);
    const entered = await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } });
    expect(entered.status, entered.text).toBe(201);
    const result = (await h.http(cast.tester, 'GET', `/gates/${gate}`)).body.criteria[0].result.id;
    const again = (as: Someone) =>
      h.http(as, 'POST', `/gates/${gate}/results/${result}/confirmations`, { body: { checked: true } });
    expect(codesOf(await again(both))).toEqual(['releases.part-excluded']);
    const second = await h.someone(['test-manager'], { unit: cast.unit });
    expect((await again(second)).status).toBe(201);
    const testers = (await recordersIn(h.app.database.db, { kind: 'release', id })).map(({ personId }) => personId);
    expect(testers.toSorted()).toEqual([cast.tester.id, second.id].toSorted());
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
