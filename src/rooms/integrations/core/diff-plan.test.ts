import { expect, test } from 'vitest';
import { countRows, diffPlan, ownedName } from './diff-plan.ts';
import { normalisePlan } from './normalise-plan.ts';
import { parentsFirst } from './parents-first.ts';
import type { PlanFileInput } from './plan-file.ts';
import { renderDiff } from './render-diff.ts';

const release = { key: 'lims-2027-1', name: 'LIMS 2027.1', kind: 'project', class: 'minor', unit: 'lab' } as const;

const planOf = (parts: Partial<PlanFileInput>) =>
  normalisePlan({ interlock: 1, name: 'year', zone: 'UTC', units: [{ key: 'lab', name: 'Laboratory' }], ...parts });

const before = planOf({
  applications: [{ key: 'APP-LIMS', name: 'LIMS', unit: 'lab' }],
  freezes: [{ key: 'year-end', name: 'Year-end', reason: 'Close', once: { start: '2026-12-18', end: '2027-01-04' } }],
  releases: [{ ...release, phases: [{ key: 'uat', name: 'UAT', kind: 'uat', start: '2027-02-01', end: '2027-02-15' }] }],
});

const after = planOf({
  applications: [{ key: 'APP-LIMS', name: 'LIMS', unit: 'lab', gxp: true }],
  releases: [{ ...release, phases: [{ key: 'uat', name: 'UAT', kind: 'uat', start: '2027-02-01', end: '2027-02-22' }] }],
  dependencies: [],
});

test('a plan shows field by field what it would change', () => {
  const rows = diffPlan(after, before, new Set());
  expect(rows.filter((row) => row.action === 'change')).toEqual([
    { subject: 'application', key: 'APP-LIMS', action: 'change', fields: [{ field: 'gxp', old: 'unknown', new: true }] },
    {
      subject: 'release',
      key: 'lims-2027-1',
      action: 'change',
      fields: [{ field: 'phases[uat].end', old: '2027-02-15T00:00:00.000Z', new: '2027-02-22T00:00:00.000Z' }],
    },
  ]);
});

test('a plan withdraws only what an earlier plan of its name brought', () => {
  const withdrawn = (owned: ReadonlySet<string>) => diffPlan(after, before, owned).filter((row) => row.action === 'withdraw');
  expect(withdrawn(new Set())).toEqual([]);
  expect(withdrawn(new Set([ownedName('freeze', 'year-end'), ownedName('unit', 'lab')]))).toEqual([
    { subject: 'freeze', key: 'year-end', action: 'withdraw', fields: [] },
  ]);
});

test('imported history is never withdrawn', () => {
  const record = { key: 'h', kind: 'release', application: 'APP-LIMS', source: 'git', sourceTime: '2026-01-01' } as const;
  const applications = [{ key: 'APP-LIMS', name: 'LIMS', unit: 'lab' }];
  const rows = diffPlan(
    planOf({ applications }),
    planOf({ applications, history: [record] }),
    new Set([ownedName('history', 'h')]),
  );
  expect(countRows(rows)).toEqual({ create: 0, change: 0, withdraw: 0, unchanged: 2 });
});

test('the difference reads like a diff, and a terminal cannot be told to do anything by it', () => {
  // No file can say this name; a record from before that rule may still hold it.
  const units = [
    { key: 'lab', name: 'Laboratory' },
    { key: 'qa', name: 'Quality\u202e' },
  ];
  const desired = { ...planOf({}), units };
  expect(renderDiff(diffPlan(desired, before, new Set([ownedName('freeze', 'year-end')])))).toBe(
    `Units
  + unit qa
      name: "Quality\\u202e"

Freezes
  - freeze year-end

1 to create, 0 to change, 1 to withdraw, 1 unchanged.
`,
  );
  expect(renderDiff(diffPlan(before, before, new Set()))).toBe(
    'Nothing to do. 0 to create, 0 to change, 0 to withdraw, 4 unchanged.\n',
  );
  expect(renderDiff(diffPlan(after, before, new Set()))).toContain('  ~ application APP-LIMS\n      gxp: "unknown" -> true\n');
});

test('a tree is applied from the top', () => {
  const units = [
    { key: 'a', parent: 'b' },
    { key: 'b', parent: 'c' },
    { key: 'c', parent: 'elsewhere' },
  ];
  expect(parentsFirst(units).map((unit) => unit.key)).toEqual(['c', 'b', 'a']);
});
