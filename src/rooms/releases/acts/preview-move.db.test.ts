import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { application, castOf, planFor, propose, walkUntil } from '../../../../tests/support/releases.ts';

const house = useHouse();
const hour = 3_600_000;

test('the free slots of a move keep the hour at which the release goes live, and the length that is asked', async () => {
  const h = house();
  const cast = await castOf(h);
  const app = await application(h, cast);
  const applications = [{ application: app.id }];
  const first = (await propose(h, cast, { applications })).body;
  await walkUntil(h, cast, first.id, 'plan');
  const second = (await propose(h, cast, { ...planFor(h, 30), applications })).body;
  const taken = new Date(first.goLive.start).getTime();
  const at = (ms: number) => new Date(ms).toISOString();
  const preview = await h.http(cast.manager, 'POST', `/releases/${second.id}/move-previews`, {
    body: { start: at(taken), end: at(taken + 5 * hour) },
  });
  expect(preview.status, preview.text).toBe(200);
  // The other release holds two hours and one to back out; the same evening is free from then on, but nobody goes live at that hour.
  expect(preview.body.freeSlots[0]).toEqual({ start: at(taken + 24 * hour), end: at(taken + 30 * hour) });
});
