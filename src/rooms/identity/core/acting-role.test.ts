import { expect, test } from 'vitest';
import { actingAs, actingFaults, actingIn } from './acting-role.ts';

const holding = (role: string, deputyFor: string | null = null) => ({ role, reach: 'all', deputyFor }) as const;
const held = [holding('quality'), holding('deployer'), holding('quality', 'kim')];

test('the chosen role counts by every route to it and no other does; one that is held no longer takes nothing away', () => {
  expect(actingAs('quality', held)).toEqual([held[0], held[2]]);
  expect(actingAs(null, held)).toEqual(held);
  expect(actingAs('sponsor', held)).toEqual(held);
});

test.each(['auditor', 'inspector'])('no choice sets the role of %s aside, by whatever route and however late it came', (role) => {
  const all = [...held, holding(role, 'kim')];
  expect(actingAs('quality', all)).toEqual(all);
  expect(actingAs(role, all)).toEqual([all[3]]);
  const both = [holding('auditor'), holding('inspector')];
  expect(actingAs(role, both)).toEqual(both);
  expect(actingIn('quality', ['quality', role])).toBeNull();
  expect(actingIn(role, ['quality', role])).toBe(role);
});

test('a role that is not held cannot be chosen; an inspector stays one, and an auditor', () => {
  const codes = (role: string | null, roles: readonly string[]) => actingFaults(role, roles).map(({ code }) => code);
  expect(codes('quality', ['quality', 'deployer'])).toEqual([]);
  expect(codes('deployer', ['quality'])).toEqual(['identity.role-not-held']);
  expect(codes('stakeholder', ['inspector', 'stakeholder'])).toEqual(['identity.inspects-as-inspector']);
  expect(codes('inspector', ['inspector', 'stakeholder'])).toEqual([]);
  expect(codes('quality', ['auditor', 'quality'])).toEqual(['identity.audits-as-auditor']);
  expect(codes('auditor', ['auditor', 'quality'])).toEqual([]);
  expect(codes('inspector', ['auditor', 'inspector'])).toEqual(['identity.audits-as-auditor']);
  expect(codes('quality', ['auditor', 'inspector', 'quality'])).toHaveLength(2);
  expect(codes(null, ['inspector', 'auditor'])).toEqual([]);
});
