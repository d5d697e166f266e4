import { expect, test } from 'vitest';
import { roles } from './roles.ts';
import { brokenPairs, separatedPairs } from './separation.ts';

const held = (...names: readonly string[]) => new Map(names.map((name) => [name, '']));

test('an administrator holds no other role at all', () => {
  for (const { role } of roles) {
    if (role === 'administrator') continue;
    expect(brokenPairs('Mary', held('administrator', role)), role).toHaveLength(1);
  }
});

test('quality is never author, tester or deployer, and an auditor only reads', () => {
  for (const role of ['development-manager', 'test-manager', 'deployer', 'implementation-manager']) {
    expect(brokenPairs('Mary', held('quality', role)), role).toHaveLength(1);
  }
  expect(brokenPairs('Mary', held('auditor', 'release-manager'))).toHaveLength(1);
  expect(brokenPairs('Mary', held('auditor', 'stakeholder', 'inspector'))).toEqual([]);
});

test('every broken pair is named, with the route to each role', () => {
  const refusals = brokenPairs('Mary', new Map([...held('quality', 'test-manager'), ['deployer', 'through the group Ops']]));
  expect(refusals).toHaveLength(2);
  expect(refusals.map((refusal) => refusal.message).join()).toContain('“Deployer” (through the group Ops)');
});

test('every pair names roles that exist, once', () => {
  const names = new Set<string>(roles.map((role) => role.role));
  const seen = separatedPairs.map((pair) => [pair.one, pair.other].sort().join());
  expect(separatedPairs.every((pair) => names.has(pair.one) && names.has(pair.other) && pair.one !== pair.other)).toBe(true);
  expect(new Set(seen).size).toBe(seen.length);
});
