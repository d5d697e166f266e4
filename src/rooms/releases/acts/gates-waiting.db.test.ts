import { beforeAll, describe, expect, test } from 'vitest';
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

beforeAll(async () => {
  cast = await castOf(house());
});

const bare = (guards: string) => gateDraft(guards, { criteria: [] });
const releaseWith = async (...gates: ReturnType<typeof gateDraft>[]) => {
  const h = house();
  const app = await application(h, cast);
  const { body } = await propose(h, cast, { applications: [{ application: app.id }] });
  await placeGates(h, cast, body, gates);
  return body.id as string;
};
const waitsFor = async (as: 'quality' | 'tester', id: string, query = ''): Promise<readonly [string, boolean][]> => {
  const { items } = (await house().http(cast[as], 'GET', `/gates/waiting?limit=200${query}`)).body;
  return items
    .filter((item: { subject: { id: string } }) => item.subject.id === id)
    .map((item: { guards: string; decide: boolean }) => [item.guards, item.decide]);
};

describe('gates of a release that wait for somebody', () => {
  test('a gate waits for its deciders only when the release stands before its step; what it asks is recorded before', async () => {
    const h = house();
    const id = await releaseWith(bare('start'), gateDraft('release-for-use'));
    expect(await waitsFor('quality', id, '&for=decide')).toEqual([]);
    expect(await waitsFor('tester', id)).toEqual([['release-for-use', false]]);
    await walkUntil(h, cast, id, 'plan');
    expect(await waitsFor('quality', id, '&for=decide')).toEqual([['start', true]]);
    expect(await waitsFor('tester', id)).toEqual([['release-for-use', false]]);
  });

  test('nobody waits for gates of a release that is on hold, and they wait again when it is resumed', async () => {
    const h = house();
    const id = await releaseWith(bare('accept'));
    expect(await waitsFor('quality', id)).toEqual([['accept', true]]);
    expect((await act(h, cast.manager, id, 'hold')).status).toBe(200);
    expect(await waitsFor('quality', id)).toEqual([]);
    expect((await act(h, cast.manager, id, 'resume')).status).toBe(200);
    expect(await waitsFor('quality', id)).toEqual([['accept', true]]);
  });

  test.each([
    ['reject', 'rejected'],
    ['cancel', 'cancelled'],
  ] as const)('after %s nobody waits for its gates', async (verb, state) => {
    const h = house();
    const id = await releaseWith(bare('accept'), gateDraft('ready'));
    expect(await waitsFor('quality', id)).not.toEqual([]);
    const done = await act(h, cast.manager, id, verb);
    expect([done.status, done.body.state]).toEqual([200, state]);
    expect([await waitsFor('quality', id), await waitsFor('tester', id)]).toEqual([[], []]);
  });

  test('gates that a back-out wakes wait for nobody until the work is taken up again', async () => {
    const h = house();
    const id = await releaseWith(gateDraft('release-for-use'));
    await walkUntil(h, cast, id, 'deploy');
    await placeGates(h, cast, (await h.http(cast.manager, 'GET', `/releases/${id}`)).body, [
      bare('ready'),
      gateDraft('release-for-use'),
    ]);
    const backed = await act(h, cast.manager, id, 'back-out');
    expect(backed.status, backed.text).toBe(200);
    expect([await waitsFor('quality', id), await waitsFor('tester', id)]).toEqual([[], []]);
    const resumed = await act(h, cast.manager, id, 'resume-work');
    expect(resumed.status, resumed.text).toBe(200);
    expect(await waitsFor('quality', id, '&for=decide')).toEqual([['ready', true]]);
  });
});
