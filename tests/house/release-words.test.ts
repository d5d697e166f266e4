import { expect, test } from 'vitest';
import { releaseVerbs } from '../../src/rooms/releases/contract.ts';
import { lifecycle } from '../../src/rooms/releases/core/lifecycle.ts';
import { verbWords } from '../../src/rooms/releases/web/words.ts';

test.each(releaseVerbs)('the button %s stands in the states, and asks what the lifecycle demands', (verb) => {
  const rows = lifecycle.rows.filter((row) => row.verb === verb);
  expect(rows.length).toBeGreaterThan(0);
  expect(verbWords[verb].from.toSorted()).toEqual(rows.flatMap((row) => row.from).toSorted());
  expect(verbWords[verb].demands.toSorted()).toEqual([...new Set(rows.flatMap((row) => row.demands))].toSorted());
});
