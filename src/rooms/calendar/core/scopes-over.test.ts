import { describe, expect, test } from 'vitest';
import type { Scope } from './scope.ts';
import { scopeText } from './scope-text.ts';
import { concernsOf, scopesOf } from './scopes-over.ts';

const nothing: Scope = { unitIds: [], applicationIds: [], criticalities: [], environmentClasses: [], gxpOnly: false };
const record = (id: string, scope: Partial<Scope>) => ({ id, scope: { ...nothing, ...scope } });
const selects = (selector: readonly string[], facets: ReadonlySet<string>): boolean => selector.every((one) => facets.has(one));

describe('the scopes of windows and freezes', () => {
  test('stand once each, in whatever order their lists were written', () => {
    const scopes = scopesOf(
      [record('a', { unitIds: ['u', 'v'] }), record('b', { unitIds: ['v', 'u'] }), record('c', {})],
      'root',
    );
    expect(scopes.map(({ recordIds, whole }) => [recordIds, whole])).toEqual([
      [['a', 'b'], false],
      [['c'], true],
    ]);
  });

  test('are whole where they name the root, but not where something else narrows them', () => {
    const scopes = scopesOf([record('a', { unitIds: ['u', 'root'] }), record('b', { unitIds: ['root'], gxpOnly: true })], 'root');
    expect(scopes.map(({ whole }) => whole)).toEqual([true, false]);
    expect(
      concernsOf(
        scopes,
        [
          ['unit:root', 'gxp:yes'],
          ['unit:root', 'gxp:no'],
        ],
        selects,
      ),
    ).toEqual([[1], []]);
  });

  test('select by all that they name together, and a whole one is never listed', () => {
    const scopes = scopesOf(
      [record('a', {}), record('b', { applicationIds: ['x', 'y'] }), record('c', { unitIds: ['u'], criticalities: ['high'] })],
      null,
    );
    const facets = [
      ['application:x', 'unit:root', 'unit:u', 'criticality:high'],
      ['application:z', 'unit:u', 'criticality:unknown'],
      ['application:z', 'unit:u', 'criticality:low'],
    ];
    expect(concernsOf(scopes, facets, selects)).toEqual([[1, 2], [2], []]);
  });
});

describe('a scope in words', () => {
  const names = {
    units: new Map([['u', { name: 'Finance' }]]),
    applications: new Map('abcdefgh'.split('').map((id) => [id, { name: id.toUpperCase() }] as const)),
  };

  test('says what narrows it, in one order', () => {
    const scope = {
      ...nothing,
      unitIds: ['u'],
      applicationIds: ['b', 'a'],
      criticalities: ['critical', 'high'],
      gxpOnly: true,
    } as const;
    expect(scopeText(scope, false, names)).toBe('Finance · A, B · criticality high or critical · GxP only');
    expect(scopeText(nothing, true, names)).toBe('whole enterprise');
  });

  test('counts what is too much to name, and what the reader may not see', () => {
    expect(scopeText({ ...nothing, applicationIds: [...'abcdefgh'] }, false, names)).toBe('A, B, C, D, E, F and 2 more');
    expect(scopeText({ ...nothing, applicationIds: ['secret'] }, false, names)).toBe('1 application');
    expect(scopeText({ ...nothing, applicationIds: ['a', 'secret'] }, false, names)).toBe('A and 1 more');
  });
});
