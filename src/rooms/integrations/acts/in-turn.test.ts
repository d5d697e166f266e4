import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oneAtATime } from './in-turn.ts';

test('large plans are read one at a time, few wait, and one that breaks holds up nobody', async () => {
  const inTurn = oneAtATime(2);
  let running = 0;
  let most = 0;
  const read = (n: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(5);
    running -= 1;
    if (n === 0) throw new Error('broken');
    return n;
  };
  const answers = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => inTurn(read(n))));
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'broken'))).toEqual([
    'broken',
    1,
    2,
    null,
    null,
  ]);
  expect(most).toBe(1);
  expect(await inTurn(read(7))).toBe(7);
});
