import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { castOf, gateDraft, placeGates, propose } from '../../../../tests/support/releases.ts';
import { checklist } from '../../../../tests/support/things.ts';

const house = useHouse();

test('what blocks the next step names who records what is missing, at most five and how many more, beside who decides', async () => {
  const h = house();
  const cast = await castOf(h);
  for (let more = 0; more < 6; more++) await h.someone(['test-manager'], { unit: cast.unit });
  await h.someone(['test-manager'], { unit: await h.unit() });
  const { body } = await propose(h, cast);
  const asked = checklist('tests', { responsible: 'test-manager' });
  const [id] = await placeGates(h, cast, body, [gateDraft('accept', { criteria: [asked] })]);
  const blocker = async () => {
    const { blockers } = (await h.http(cast.manager, 'GET', `/releases/${body.id}/next`)).body;
    return blockers.find((one: { refusal: { code: string } }) => one.refusal.code === 'gates.not-passed');
  };
  const before = await blocker();
  expect(before).toMatchObject({ roles: ['quality'], people: [{ id: cast.quality.id }] });
  expect(before.recorders).toMatchObject({ roles: ['test-manager'], more: 2 });
  expect(before.recorders.people).toHaveLength(5);
  await h.http(cast.tester, 'POST', `/gates/${id}/criteria/tests/results`, { body: { checked: true } });
  expect((await blocker()).recorders).toBeNull();
});

test('where a criterion names no role, whoever records results is named', async () => {
  const h = house();
  const cast = await castOf(h);
  const { body } = await propose(h, cast);
  await placeGates(h, cast, body, [gateDraft('accept')]);
  const { blockers } = (await h.http(cast.manager, 'GET', `/releases/${body.id}/next`)).body;
  const { recorders } = blockers[0];
  expect(recorders.roles).toEqual([]);
  expect(recorders.people.length + recorders.more).toBe(9);
});
