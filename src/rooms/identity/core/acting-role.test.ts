import { expect, test } from 'vitest';
import { actingAs, actingFaults } from './acting-role.ts';

const holding = (role: string, deputyFor: string | null = null) => ({ role, reach: 'all', deputyFor }) as const;
const held = [holding('quality'), holding('auditor'), holding('quality', 'kim')];

test('the chosen role counts by every route to it and no other does; one that is held no longer takes nothing away', () => {
  expect(actingAs('quality', held)).toEqual([held[0], held[2]]);
  expect(actingAs(null, held)).toEqual(held);
  expect(actingAs('deployer', held)).toEqual(held);
});

test('a role that is not held cannot be chosen, and an inspector stays one', () => {
  const codes = (role: string | null, roles: readonly string[]) => actingFaults(role, roles).map(({ code }) => code);
  expect(codes('quality', ['quality', 'auditor'])).toEqual([]);
  expect(codes('deployer', ['quality'])).toEqual(['identity.role-not-held']);
  expect(codes('stakeholder', ['inspector', 'stakeholder'])).toEqual(['identity.inspects-as-inspector']);
  expect(codes('inspector', ['inspector', 'stakeholder'])).toEqual([]);
  expect(codes(null, ['inspector'])).toEqual([]);
});
