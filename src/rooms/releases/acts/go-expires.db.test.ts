import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  passTimeTo,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { expireGoes } from './follow-house.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const day = 86_400_000;

describe('a go', () => {
  test('counts for the days of the compliance profile: over at every look, written down by the schedule, and decided anew', async () => {
    const h = house();
    await holdProfile(h.app, { 'releases.goDays': 5 });
    const app = await application(h, cast);
    const { id } = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    const decided = h.clock.now();
    await walkUntil(h, cast, id, 'declare-ready');
    const show = async () => (await h.http(cast.deployer, 'GET', `/releases/${id}`)).body;
    const until = new Date(decided.getTime() + 5 * day);
    expect((await show()).goUntil).toBe(until.toISOString());
    await passTimeTo(h, new Date(until.getTime() - 1));
    await expireGoes(h.app);
    expect((await show()).state).toBe('ready');
    await passTimeTo(h, until);
    const late = await show();
    expect(late.can.deploy.map((one: { code: string }) => one.code)).toContain('releases.go-expired');
    expect(codesOf(await act(h, cast.deployer, id, 'deploy'))).toContain('releases.go-expired');
    await expireGoes(h.app);
    const over = await show();
    expect([over.state, over.goUntil]).toEqual(['in-progress', null]);
    const [go] = over.decisions.filter((one: { kind: string }) => one.kind === 'declare-ready');
    expect(go.voided.why).toBe('the go expired');
    expect((await act(h, cast.manager, id, 'declare-ready')).status).toBe(200);
    expect((await show()).goUntil).toBe(new Date(until.getTime() + 5 * day).toISOString());
  });

  test('never counts beyond its go-live, however many days the profile gives it', async () => {
    const h = house();
    await holdProfile(h.app, { 'releases.goDays': 90 });
    const app = await application(h, cast);
    const { id } = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    await walkUntil(h, cast, id, 'declare-ready');
    const seen = (await h.http(cast.deployer, 'GET', `/releases/${id}`)).body;
    expect(seen.goUntil).toBe(seen.goLive.end);
    await passTimeTo(h, new Date(seen.goLive.end));
    const late = await h.http(cast.deployer, 'GET', `/releases/${id}`);
    expect(late.body.can.deploy.map((one: { code: string }) => one.code)).toContain('releases.go-expired');
  });
});
