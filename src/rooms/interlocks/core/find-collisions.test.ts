import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlaps, type Span } from '../../../foundation/span.ts';
import { collisionsAmong, collisionsWithRestrictions, identityOf } from './find-collisions.ts';
import type { Hold, Restriction } from './hold.ts';
import { around } from './restrict.ts';
import { retellFacets } from './retell-facets.ts';
import { sameResource } from './same-resource.ts';

const at = (hour: number): Date => new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000);
const owner = (id: string) => ({ kind: 'thing', id, key: null, label: id, unitIds: [] });
const hold = (more: Partial<Hold> & Span): Hold => ({
  owner: owner('a'),
  slot: 's',
  resource: { kind: 'machine', id: 'm', label: 'M' },
  strength: 'soft',
  exclusive: true,
  facets: [],
  deployment: false,
  needsWindow: false,
  ...more,
});
const restriction = (more: Partial<Restriction> & Span): Restriction => ({
  owner: owner('f'),
  slot: 'r',
  kind: 'freeze',
  selector: [],
  label: 'freeze',
  severity: 'blocks',
  ...more,
});

const anyHold = fc
  .record({
    who: fc.constantFrom('a', 'b', 'c'),
    slot: fc.nat(2),
    resource: fc.constantFrom('m', 'n'),
    start: fc.nat(20),
    length: fc.integer({ min: -1, max: 6 }),
    strength: fc.constantFrom('hard' as const, 'soft' as const),
    exclusive: fc.boolean(),
  })
  .map((one) =>
    hold({
      owner: owner(one.who),
      slot: `${one.slot}`,
      resource: { kind: 'machine', id: one.resource, label: one.resource },
      start: at(one.start),
      end: at(one.start + one.length),
      strength: one.strength,
      exclusive: one.exclusive,
    }),
  );
const someHolds = fc
  .array(anyHold, { maxLength: 14 })
  .map((list) => [...new Map(list.map((one) => [`${one.owner.id} ${one.slot}`, one])).values()]);

const identities = (found: readonly Parameters<typeof identityOf>[0][]) => found.map(identityOf).toSorted();

describe('who collides with whom', () => {
  test('A collides with B exactly when B collides with A, and both are told the same collision', () => {
    fc.assert(
      fc.property(anyHold, anyHold, (a, b) => {
        expect(sameResource(a, b)).toEqual(sameResource(b, a));
      }),
    );
  });

  test('the sweep finds what comparing every pair finds', () => {
    fc.assert(
      fc.property(someHolds, (holds) => {
        const brute = holds.flatMap((a, index) => holds.slice(index + 1).flatMap((b) => sameResource(a, b) ?? []));
        expect(identities(collisionsAmong(holds, []))).toEqual(identities(brute));
      }),
    );
  });

  test('judging one owner finds exactly its share of all collisions', () => {
    fc.assert(
      fc.property(someHolds, (holds) => {
        const mine = holds.filter((one) => one.owner.id === 'a');
        const theirs = holds.filter((one) => one.owner.id !== 'a');
        const share = collisionsAmong(holds, []).filter((one) => one.one.owner.id === 'a' || one.other?.owner.id === 'a');
        expect(identities(collisionsAmong(mine, theirs))).toEqual(identities(share));
      }),
    );
  });

  test('holds that touch never collide', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (start, first, second) => {
        const a = hold({ start: at(start), end: at(start + first) });
        const b = hold({ owner: owner('b'), start: at(start + first), end: at(start + first + second) });
        expect(sameResource(a, b)).toBeNull();
        expect(collisionsWithRestrictions([{ ...a, deployment: true }], [restriction({ start: b.start, end: b.end })])).toEqual(
          [],
        );
      }),
    );
  });

  test('two that both share never collide; hard beside soft needs an exception, soft beside soft warns, hard beside a sharing hard blocks', () => {
    const a = hold({ start: at(0), end: at(2) });
    const b = hold({ owner: owner('b'), start: at(1), end: at(3) });
    expect(sameResource({ ...a, exclusive: false }, { ...b, exclusive: false })).toBeNull();
    expect(sameResource(a, b)?.severity).toBe('warns');
    expect(sameResource({ ...a, strength: 'hard' }, b)?.severity).toBe('needs-exception');
    expect(sameResource({ ...a, strength: 'hard' }, { ...b, strength: 'hard', exclusive: false })?.severity).toBe('blocks');
  });
});

describe('freezes and windows', () => {
  const deployment = hold({
    start: at(10),
    end: at(14),
    deployment: true,
    needsWindow: true,
    facets: ['unit:u', 'criticality:high'],
  });

  test('a freeze stands against the whole span of a deployment, its back-out time included, and against nothing but deployments', () => {
    const freeze = restriction({ start: at(13), end: at(20), selector: ['criticality:high'] });
    const [found] = collisionsWithRestrictions([deployment], [freeze]);
    expect(found).toMatchObject({ rule: 'freeze', severity: 'blocks', overlap: { start: at(13), end: at(14) } });
    expect(collisionsWithRestrictions([{ ...deployment, deployment: false }], [freeze])).toEqual([]);
  });

  test('a restriction selects what has all its facets', () => {
    const freeze = (selector: string[]) => restriction({ start: at(0), end: at(20), selector });
    expect(collisionsWithRestrictions([deployment], [freeze(['unit:u', 'criticality:high'])])).toHaveLength(1);
    expect(collisionsWithRestrictions([deployment], [freeze(['unit:u', 'criticality:low'])])).toHaveLength(0);
    expect(collisionsWithRestrictions([deployment], [freeze([])])).toHaveLength(1);
  });

  test('alternatives of one freeze make one collision, as grave as the gravest of them', () => {
    const found = collisionsWithRestrictions(
      [deployment],
      [
        restriction({ start: at(0), end: at(20), slot: '1', selector: ['unit:u'], severity: 'warns' }),
        restriction({ start: at(0), end: at(20), slot: '2', selector: ['criticality:high'], severity: 'blocks' }),
      ],
    );
    expect(found.map((one) => [one.severity, one.other?.slot])).toEqual([['blocks', '1']]);
  });

  test('a deployment lies wholly inside one window where windows exist for it; where there are none, it is not asked', () => {
    const window = (start: number, end: number, selector = ['unit:u']) =>
      restriction({ kind: 'window', start: at(start), end: at(end), selector });
    const outside = (windows: Restriction[]) => collisionsWithRestrictions([deployment], windows).map((one) => one.rule);
    expect(outside([])).toEqual([]);
    expect(outside([window(9, 15)])).toEqual([]);
    expect(outside([window(10, 14)])).toEqual([]);
    expect(outside([window(9, 13)])).toEqual(['outside-window']);
    expect(outside([window(9, 12), window(12, 15)])).toEqual(['outside-window']);
    expect(outside([window(9, 12, ['unit:other'])])).toEqual([]);
    expect(outside([window(24 * 400, 24 * 401)])).toEqual([]);
  });

  test('a deployment that lies outside every window of the year around it collides, and no other does', () => {
    const anyWindow = fc
      .tuple(fc.integer({ min: -12_000, max: 12_000 }), fc.integer({ min: 1, max: 40 }))
      .map(([start, length]) => restriction({ kind: 'window', slot: `${start}`, start: at(start), end: at(start + length) }));
    fc.assert(
      fc.property(fc.array(anyWindow, { maxLength: 6 }), (windows) => {
        const near = windows.filter((one) => overlaps(one, around(deployment)));
        const held = near.some((one) => one.start <= deployment.start && one.end >= deployment.end);
        expect(collisionsWithRestrictions([deployment], windows)).toHaveLength(near.length > 0 && !held ? 1 : 0);
      }),
    );
  });

  test('new facets replace the dimensions that they speak of and leave the others', () => {
    expect(retellFacets(['unit:a', 'unit:b', 'gxp:yes', 'stage:production'], ['unit:c', 'gxp:no'])).toEqual([
      'gxp:no',
      'stage:production',
      'unit:c',
    ]);
  });
});
