import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unsoundness, verbsOf } from '../../../foundation/state-machine.ts';
import {
  environmentClasses as classesTold,
  freezeSeverities,
  freezeStates,
  criticalities as told,
  windowStates,
  windowVerbs,
} from '../contract.ts';
import { coverageOf, type FreezeTarget } from './freeze.ts';
import { freezeMachine } from './freeze-machine.ts';
import { restrictionsOf } from './restrictions.ts';
import { countSelectors, nearestAbove, type Scope, selectorsOf } from './scope.ts';
import { stepWindow } from './step-window.ts';
import { windowMachine } from './window.ts';
import { criticalities, environmentClasses } from './words.ts';

const now = new Date('2026-11-24T12:00:00Z');
const units = ['root', 'left', 'right', 'leaf'];
const paths = [['root'], ['root', 'left'], ['root', 'right'], ['root', 'left', 'leaf']];
const some = (values: readonly string[]) => fc.subarray([...values]);
const anyScope: fc.Arbitrary<Scope> = fc.record({
  unitIds: some(units),
  applicationIds: some(['lims', 'mes', 'erp']),
  criticalities: some(['low', 'high', 'critical']),
  environmentClasses: fc.constant([]),
  gxpOnly: fc.boolean(),
});
const anyTarget: fc.Arbitrary<FreezeTarget> = fc.record({
  unitPath: fc.constantFrom(...paths),
  applicationId: fc.constantFrom('lims', 'mes', 'erp'),
  criticality: fc.constantFrom('low', 'medium', 'high', 'critical', null),
  environmentClass: fc.constant('production'),
  gxp: fc.constantFrom(true, false, null),
});
const facetsOf = (target: FreezeTarget): ReadonlySet<string> =>
  new Set([
    ...(target.unitPath ?? []).map((unit) => `unit:${unit}`),
    `application:${target.applicationId}`,
    `criticality:${target.criticality ?? 'unknown'}`,
    `gxp:${target.gxp === null ? 'unknown' : target.gxp ? 'yes' : 'no'}`,
  ]);

describe('what a scope holds', () => {
  test('the index holds exactly what the scope covers, the unknown included', () => {
    fc.assert(
      fc.property(anyScope, anyTarget, (scope, target) => {
        const facets = facetsOf(target);
        const held = selectorsOf(scope).some((selector) => selector.every((facet) => facets.has(facet)));
        expect(held).toBe(coverageOf(scope, target) !== 'not-covered');
      }),
    );
  });

  test('combinations are counted without being made', () => {
    fc.assert(
      fc.property(anyScope, some(classesTold), (scope, classes) => {
        const wide = { ...scope, environmentClasses: classes };
        expect(countSelectors(wide)).toBe(selectorsOf(wide).length);
      }),
    );
  });

  test('a freeze of production asks for no class, because a deployment that names none goes there', () => {
    const scope = { unitIds: [], applicationIds: [], criticalities: [], gxpOnly: false };
    expect(selectorsOf({ ...scope, environmentClasses: ['production', 'uat'] })).toEqual([[]]);
    expect(selectorsOf({ ...scope, environmentClasses: ['uat'] })).toEqual([['environment-class:uat']]);
  });

  test('the nearest unit above is the last that all paths share', () => {
    expect(
      nearestAbove([
        ['root', 'left', 'leaf'],
        ['root', 'left'],
      ]),
    ).toBe('left');
    expect(
      nearestAbove([
        ['root', 'left'],
        ['root', 'right'],
      ]),
    ).toBe('root');
    expect(nearestAbove([['root', 'left']])).toBe('left');
    expect(nearestAbove([])).toBeNull();
  });
});

describe('what stands in the index', () => {
  const scope: Scope = { unitIds: ['u'], applicationIds: [], criticalities: ['high'], environmentClasses: [], gxpOnly: false };
  const weekly = {
    rule: 'FREQ=WEEKLY',
    startsAt: '2020-01-04T22:00',
    zone: 'Europe/Berlin',
    length: { measure: 'wall', minutes: 480 } as const,
    except: [],
    also: [],
  };
  const record = {
    kind: 'freeze',
    name: 'F',
    scope,
    severity: 'blocks',
    span: { start: now, end: new Date(now.getTime() + 1) },
  } as const;

  test('a single span once for each combination, under names that stay when it moves', () => {
    const found = restrictionsOf({ ...record, recurrence: null }, now);
    expect(found.ok && found.value.until).toBeNull();
    expect(found.ok && found.value.drafts.map((one) => one.slot)).toEqual([
      'once unit:u criticality:high',
      'once unit:u criticality:unknown',
    ]);
  });

  test('a series for a year back and twenty-four months ahead, each span under a name of its own', () => {
    const found = restrictionsOf({ ...record, recurrence: weekly }, now);
    if (!found.ok) throw new Error(JSON.stringify(found.refusals));
    const { drafts, until } = found.value;
    expect(until?.toISOString()).toBe('2028-11-24T12:00:00.000Z');
    expect(drafts.length).toBe(2 * 156);
    expect(new Set(drafts.map((one) => one.slot)).size).toBe(drafts.length);
    expect(drafts.every((one) => one.end > new Date('2025-11-23T12:00:00Z') && one.start < (until ?? now))).toBe(true);
  });
});

describe('the words of the contract', () => {
  test('equal the rows of the machines and the words of the core', () => {
    expect(windowStates).toEqual(windowMachine.states);
    expect(windowVerbs).toEqual(verbsOf(windowMachine));
    expect(freezeStates).toEqual(freezeMachine.states);
    expect(freezeSeverities).toEqual(['blocks', 'needs-exception', 'warns']);
    expect(told).toEqual(criticalities);
    expect(classesTold).toEqual(environmentClasses);
    expect(unsoundness(freezeMachine)).toEqual([]);
  });

  test('every verb leads where its row says, and the first lock is never lost', () => {
    const span = { start: new Date('2027-01-01'), end: new Date('2027-01-02') };
    const base = { id: 'w', name: 'W', cadenceId: null, zone: 'UTC', span, series: null, goLive: span.start, targets: [] };
    const firstLock = { span, goLive: span.start, at: now };
    const move = {
      askedBy: 'a',
      askedAt: now,
      span: { start: new Date('2027-02-01'), end: new Date('2027-02-02') },
      goLive: new Date('2027-02-01'),
      reason: 'r',
    };
    for (const row of windowMachine.rows) {
      for (const from of row.from) {
        const window =
          from === 'draft' || from === 'proposed'
            ? { ...base, state: from }
            : { ...base, state: 'locked' as const, firstLock, move: row.verb === 'ask-move' ? null : move };
        const after = stepWindow(window, row.verb, { now, move });
        expect(after.state, `${from} ${row.verb}`).toBe(row.to);
        if (from === 'locked' && 'firstLock' in after) expect(after.firstLock).toEqual(firstLock);
      }
    }
  });
});
