import { beforeAll, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  gateDraft,
  placeGates,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let releaseId: string;
let gateId: string;
beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  const { body } = await propose(h, cast, { applications: [{ application: (await application(h, cast)).id, version: '1' }] });
  releaseId = body.id;
  await walkUntil(h, cast, releaseId, 'accept-uat');
  const [id] = await placeGates(h, cast, body, [gateDraft('ready')]);
  if (id === undefined) throw new Error('no gate');
  gateId = id;
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const record = (checked: boolean) =>
  house().http(cast.tester, 'POST', `/gates/${gateId}/criteria/done/results`, { body: { checked } });
const release = async () => (await house().http(cast.manager, 'GET', `/releases/${releaseId}`)).body;

async function pass(): Promise<void> {
  const h = house();
  h.clock.moveBy(1);
  await record(true);
  const gate = (await h.http(cast.quality, 'GET', `/gates/${gateId}`)).body;
  const decided = await h.http(cast.quality, 'POST', `/gates/${gateId}/acts/pass`, {
    ifMatch: gate.version,
    body: { reason: 'all is done', password: cast.quality.password, evaluationHash: gate.evaluation.hash },
  });
  expect(decided.body.state, decided.text).toBe('passed');
}

test('a criterion that turns red while go is decided, a hundred times at random offsets: never ready with a red criterion', async () => {
  const h = house();
  for (let round = 0; round < 100; round++) {
    await pass();
    const { version } = await release();
    const path = `/releases/${releaseId}/acts/declare-ready`;
    const signed = await h.signed(cast.manager, path, { ifMatch: version, body: { password: cast.manager.password } });
    h.clock.moveBy(1);
    const [go, red] = await Promise.all([
      h.http(cast.manager, 'POST', path, signed),
      pause(Math.random() * 400).then(() => record(false)),
    ]);
    expect(red.status, red.text).toBe(201);
    expect([200, 412, 422], go.text).toContain(go.status);
    const after = await release();
    expect(after.gates[0].state).toBe('reopened');
    expect(after.state).toBe('in-progress');
  }
  expect((await act(h, cast.manager, releaseId, 'declare-ready')).body.refusals[0].code).toBe('gates.not-passed');
}, 180_000);
