import { expect, test } from 'vitest';
import { bounded } from './bounded.ts';
import { integrationRefusals as no } from './refusals.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => no['owner-unknown']({ email: `p${n}@x.example`, line: n }));

test('two hundred refusals are told one by one, the rest is counted', () => {
  expect(bounded(many(200))).toHaveLength(200);
  const told = bounded(many(205), 10);
  expect(told).toHaveLength(201);
  expect(told.at(-1)).toMatchObject({ code: 'integrations.more-problems', facts: { more: 15 } });
  expect(bounded([], 3)).toMatchObject([{ facts: { more: 3 } }]);
});
