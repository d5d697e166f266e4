import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawReleases, type Member } from './draw-releases.ts';
import { endOf } from './period.ts';

const population = fc
  .uniqueArray(fc.record({ key: fc.stringMatching(/^REL-\d{4}$/), high: fc.boolean() }), {
    selector: ({ key }) => key,
    maxLength: 40,
  })
  .map((all) => all.map(({ key, high }): Member => ({ id: `id of ${key}`, key, high: high ? ['gxp:yes'] : [] })));

test('all that is high-risk is in it, of the rest as many as are asked for or as there are, nobody twice; the order in which they are told does not matter', () => {
  fc.assert(
    fc.property(population, fc.nat(12), fc.string(), (members, random, seed) => {
      const { targeted, drawn } = drawReleases(seed, members, random);
      const high = members.filter((one) => one.high.length > 0);
      expect(new Set(targeted)).toEqual(new Set(high.map(({ id }) => id)));
      expect(drawn.length).toBe(Math.min(random, members.length - high.length));
      expect(new Set([...targeted, ...drawn]).size).toBe(targeted.length + drawn.length);
      expect(drawReleases(seed, members.toReversed(), random)).toEqual({ targeted, drawn });
    }),
  );
});

test('another seed draws others', () => {
  const members = Array.from({ length: 60 }, (_, at): Member => ({ id: `${at}`, key: `REL-${1000 + at}`, high: [] }));
  const one = drawReleases('a', members, 5).drawn;
  expect(drawReleases('b', members, 5).drawn).not.toEqual(one);
});

test.each([
  ['2026-11-01', 1, '2026-12-01'],
  ['2026-12-01', 1, '2027-01-01'],
  ['2026-11-01', 3, '2027-02-01'],
])('a period that begins on %s and has %i months ends on %s', (day, months, end) => {
  expect(endOf(day, months)).toBe(end);
});
