import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, codesOf, gateDraft, propose, walkUntil } from '../support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const show = async (id: string) => (await house().http(cast.manager, 'GET', `/releases/${id}`)).body;
const gateOf = async (id: string) => {
  const { items } = (await house().http(cast.tester, 'GET', `/gates?subject=release:${id}`)).body;
  return (await house().http(cast.tester, 'GET', `/gates/${items[0].id}`)).body;
};
const coverage = { key: 'coverage', text: 'Cases passed', type: 'measure', operator: '>=', threshold: 95, unit: '%' };
const testingGate = {
  ...gateDraft('ready'),
  deciders: ['test-manager'],
  criteria: [{ ...gateDraft('ready').criteria[0], ...coverage }],
};

/** A release with the gate of testing before its go. */
async function gated() {
  const h = house();
  const { body } = await propose(h, cast, { applications: [{ application: (await application(h, cast)).id, version: '2.0' }] });
  const placed = await h.http(cast.manager, 'PUT', `/releases/${body.id}/gates`, { ifMatch: 1, body: { gates: [testingGate] } });
  expect(placed.status, placed.text).toBe(200);
  return { id: body.id, gate: await gateOf(body.id) };
}
const record = (gate: string, value: number) =>
  house().http(cast.deployer, 'POST', `/gates/${gate}/criteria/coverage/results`, { body: { value } });

describe('the plan of a release', () => {
  test('[S0.104] one record of a release holds phases, gates, dates and scope', async () => {
    const { id } = await gated();
    expect(await show(id)).toMatchObject({
      goLive: { start: expect.any(String), end: expect.any(String), zone: 'Europe/Zurich' },
      phases: [{ key: 'build' }, { key: 'uat' }, { key: 'deploy' }],
      gates: [{ key: 'gate-ready', guards: 'ready', state: 'upcoming' }],
      applications: [{ role: 'changed', version: '2.0' }],
    });
  });

  test('[S3.3] a release that no project stands behind goes all the way', async () => {
    const h = house();
    const { body } = await propose(h, cast, {
      kind: 'independent',
      applications: [{ application: (await application(h, cast)).id }],
    });
    expect(body).toMatchObject({ kind: 'independent', parent: null });
    expect((await walkUntil(h, cast, body.id, 'close')).body).toMatchObject({ state: 'closed', outcome: 'completed' });
  });

  test('[S0.189] a train of several releases is not accepted before somebody is accountable for it', async () => {
    const h = house();
    const train = (await propose(h, cast, { kind: 'enterprise', owner: null })).body;
    const parts = [await propose(h, cast, { parent: train.key }), await propose(h, cast, { parent: train.key })];
    expect(parts.map((part) => part.body.parent.id)).toEqual([train.id, train.id]);
    expect(codesOf(await act(h, cast.manager, train.id, 'accept'))).toEqual(['releases.has-owner']);
    await h.http(cast.proposer, 'PATCH', `/releases/${train.id}`, { ifMatch: train.version, body: { owner: cast.owner.email } });
    expect((await act(h, cast.manager, train.id, 'accept')).body).toMatchObject({
      state: 'accepted',
      owner: { id: cast.owner.id },
    });
  });
});

describe('a gate', () => {
  test('[S0.206] a gate shows what is expected beside what was found, as it is at this moment', async () => {
    const { id, gate } = await gated();
    const seen = async () => (await gateOf(id)).criteria[0];
    expect(await seen()).toMatchObject({ expected: '≥ 95 %', actual: null, status: 'unknown' });
    for (const [value, status] of [
      [94, 'not-met'],
      [96, 'met'],
    ] as const) {
      house().clock.moveBy(1_000);
      expect((await record(gate.id, value)).status).toBe(201);
      expect(await seen()).toMatchObject({ expected: '≥ 95 %', actual: `${value} %`, status });
    }
  });

  test('[S0.136] the gate of testing is kept by the test manager, is fed by results, and holds the release until it is passed', async () => {
    const h = house();
    const { id, gate } = await gated();
    await walkUntil(h, cast, id, 'accept-uat');
    h.clock.moveBy(1_000);
    await record(gate.id, 97);
    const pass = async (as: typeof cast.tester) => {
      const now = await gateOf(id);
      const body = { reason: 'all cases looked at', password: as.password, evaluationHash: now.evaluation.hash };
      return h.http(as, 'POST', `/gates/${gate.id}/acts/pass`, { ifMatch: now.version, body });
    };
    expect(codesOf(await act(h, cast.manager, id, 'declare-ready'))).toEqual(['gates.not-passed']);
    expect(codesOf(await pass(cast.quality))).toEqual(['gates.not-decider']);
    expect((await pass(cast.tester)).body.state).toBe('passed');
    expect((await act(h, cast.manager, id, 'declare-ready')).body.state).toBe('ready');
  });
});
