import { expect, test } from 'vitest';
import { changeVerbs } from '../../src/rooms/changes/contract.ts';
import { lifecycle } from '../../src/rooms/changes/core/lifecycle.ts';
import { verbWords } from '../../src/rooms/changes/web/words.ts';

test.each(changeVerbs)('the button %s of a change stands in the states, and asks what the lifecycle demands', (verb) => {
  const rows = lifecycle.rows.filter((row) => row.verb === verb);
  expect(rows.length).toBeGreaterThan(0);
  expect(verbWords[verb].says).toBe(rows[0]?.says);
  expect(verbWords[verb].from.toSorted()).toEqual(rows.flatMap((row) => row.from).toSorted());
  expect(verbWords[verb].demands.toSorted()).toEqual([...new Set(rows.flatMap((row) => row.demands))].toSorted());
});
