import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type HttpReply, useHouse } from '../support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  passTimeTo,
  placeGates,
  planFor,
  propose,
  walkUntil,
} from '../support/releases.ts';

const house = useHouse();
const gateName = 'Regression before go-live';

/** A release that is ready at its go-live with its gate passed, and what two people see of it on screens that stay open. */
async function twoScreens(cast: Cast) {
  const h = house();
  const app = await application(h, cast);
  const { body: release } = await propose(h, cast, {
    applications: [{ application: app.id, version: '1' }],
    ...planFor(h, 5),
  });
  const [gate = ''] = await placeGates(h, cast, release, [gateDraft('deploy', { name: gateName })]);
  await walkUntil(h, cast, release.id, 'accept-uat');
  await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } });
  const show = async () => (await h.http(cast.quality, 'GET', `/gates/${gate}`)).body;
  const green = await show();
  const body = { reason: 'all is well', password: cast.quality.password, evaluationHash: green.evaluation.hash };
  await h.http(cast.quality, 'POST', `/gates/${gate}/acts/pass`, { ifMatch: green.version, body });
  const ready = await act(h, cast.manager, release.id, 'declare-ready');
  if (ready.status !== 200) throw new Error(ready.text);
  await passTimeTo(h, new Date(release.goLive.start));
  const seen = (await h.http(cast.deployer, 'GET', `/releases/${release.id}`)).body;
  const passed = await show();
  expect([seen.state, passed.state]).toEqual(['ready', 'passed']);
  const path = `/releases/${release.id}/acts/deploy`;
  const signed = await h.signed(cast.deployer, path, {
    ifMatch: seen.version,
    body: { password: cast.deployer.password, reason: 'the window is open' },
  });
  return {
    reopen: () =>
      h.http(cast.quality, 'POST', `/gates/${gate}/acts/reopen`, {
        ifMatch: passed.version,
        body: { reason: 'a test failed after all' },
      }),
    goLive: () => h.http(cast.deployer, 'POST', path, signed),
    stands: async () => [(await h.http(cast.manager, 'GET', `/releases/${release.id}`)).body.state, (await show()).state],
  };
}

const refusedByName = (reply: HttpReply): void => {
  expect([reply.status, codesOf(reply)], reply.text).toEqual([422, ['gates.not-passed']]);
  expect(reply.text).toContain(gateName);
};

test('[P11-10f-2] a test re-opened from one screen and a go-live from another in the same second: only one succeeds, and where the test came first the refusal names the gate', async () => {
  const cast = await castOf(house());
  const won = { reopened: 0, live: 0 };
  for (let round = 0; round < 12; round++) {
    const { reopen, goLive, stands } = await twoScreens(cast);
    // The first two rounds fix each order; in the others they meet as they come.
    const waits = [
      [0, 150],
      [150, 0],
    ][round] ?? [Math.random() * 30, Math.random() * 30];
    const [red, live] = await Promise.all([sleep(waits[0]).then(reopen), sleep(waits[1]).then(goLive)]);
    if (red.status === 201) {
      won.reopened += 1;
      refusedByName(live);
      expect(await stands()).toEqual(['ready', 'reopened']);
    } else {
      won.live += 1;
      expect([red.status, codesOf(red), live.status], live.text).toEqual([412, ['foundation.stale'], 200]);
      expect(await stands()).toEqual(['deploying', 'passed']);
    }
  }
  expect(won.reopened).toBeGreaterThan(0);
  expect(won.live).toBeGreaterThan(0);
}, 120_000);
