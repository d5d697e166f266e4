import { expect, test } from 'vitest';
import { roles } from './roles.ts';
import { type Apart, brokenPairs, heldPairs, isFloor, type PairWaiver, samePair, separatedPairs } from './separation.ts';

const floor: Apart = { version: 0, pairs: separatedPairs, floorWaivable: false, waivers: [] };
const held = (...names: readonly string[]) => new Map(names.map((name) => [name, '']));
const mary = (...names: readonly string[]) => ({ id: 'mary', name: 'Mary', held: held(...names) });
const broken = (...names: readonly string[]) => brokenPairs(mary(...names), floor);

test('an administrator holds no other role at all', () => {
  for (const { role } of roles) {
    if (role === 'administrator') continue;
    expect(broken('administrator', role), role).toHaveLength(1);
  }
});

test('quality is never author, tester or deployer, and an auditor only reads', () => {
  for (const role of ['development-manager', 'test-manager', 'deployer', 'implementation-manager']) {
    expect(broken('quality', role), role).toHaveLength(1);
  }
  expect(broken('auditor', 'release-manager')).toHaveLength(1);
  expect(broken('auditor', 'stakeholder', 'inspector')).toEqual([]);
});

test('every broken pair is named, with the route to each role', () => {
  const routes = new Map([...held('quality', 'test-manager'), ['deployer', 'through the group Ops']]);
  const refusals = brokenPairs({ id: 'mary', name: 'Mary', held: routes }, floor);
  expect(refusals).toHaveLength(2);
  expect(refusals.map((refusal) => refusal.message).join()).toContain('“Deployer” (through the group Ops)');
});

test('every pair names roles that exist, once', () => {
  const names = new Set<string>(roles.map((role) => role.role));
  const seen = separatedPairs.map((pair) => [pair.one, pair.other].sort().join());
  expect(separatedPairs.every((pair) => names.has(pair.one) && names.has(pair.other) && pair.one !== pair.other)).toBe(true);
  expect(new Set(seen).size).toBe(seen.length);
});

const waived = (one: string, other: string, personId = 'mary'): PairWaiver => ({
  key: 'DWV-1',
  personId,
  one,
  other,
  endsAt: new Date('2027-01-01T00:00:00Z'),
});
const own = { one: 'sponsor', other: 'deployer', why: 'who pays does not deploy' };

test('a pair of the installation is broken as those of the floor are, whichever role is named first, and a waiver is for one person', () => {
  const apart: Apart = { ...floor, version: 1, pairs: [...separatedPairs, own] };
  const both = mary('deployer', 'sponsor');
  expect(brokenPairs(both, apart).map(({ code }) => code)).toEqual(['identity.roles-kept-apart']);
  const turned = { ...apart, waivers: [waived('deployer', 'sponsor')] };
  expect(brokenPairs(both, turned)).toEqual([]);
  expect(heldPairs(both, turned)).toMatchObject([{ ...own, waiver: { key: 'DWV-1' } }]);
  expect(brokenPairs(both, { ...apart, waivers: [waived('deployer', 'sponsor', 'joe')] })).toHaveLength(1);
  expect(brokenPairs(both, { ...apart, waivers: [waived('deployer', 'quality')] })).toHaveLength(1);
});

test('a waiver of a pair of the floor counts where the profile says so, and nowhere else', () => {
  const waivers = [waived('administrator', 'release-manager')];
  const both = mary('administrator', 'release-manager');
  expect(isFloor({ one: 'release-manager', other: 'administrator' })).toBe(true);
  expect(brokenPairs(both, { ...floor, waivers })).toHaveLength(1);
  expect(brokenPairs(both, { ...floor, waivers, floorWaivable: true })).toEqual([]);
  expect(separatedPairs.every((pair) => isFloor({ one: pair.other, other: pair.one }))).toBe(true);
  expect(isFloor(own)).toBe(false);
  expect(samePair(own, { one: 'deployer', other: 'quality' })).toBe(false);
});
