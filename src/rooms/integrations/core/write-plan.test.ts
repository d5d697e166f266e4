import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFile } from '../testing/plan-arbitrary.ts';
import { diffPlan } from './diff-plan.ts';
import { normalisePlan } from './normalise-plan.ts';
import { readPlan } from './read-plan.ts';
import { writePlan } from './write-plan.ts';

test('a plan that is written and read again is the same plan, and its text is the same text', () => {
  fc.assert(
    fc.property(planFile, (plan) => {
      const text = writePlan(plan);
      const read = readPlan(text);
      expect(read.ok ? read.plan : read.problems).toEqual(plan);
      expect(read.ok && writePlan(read.plan)).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test('a plan differs in nothing from itself', () => {
  fc.assert(
    fc.property(planFile, (plan) => {
      expect(diffPlan(plan, plan, new Set()).every((row) => row.action === 'unchanged')).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('no change of a single place of a file makes the reader fail: it reads or explains', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.integer({ min: 0, max: 12 }),
    put: fc.oneof(
      fc.string({ maxLength: 8, unit: 'binary' }),
      fc.constantFrom(':', '\n', '- ', '{', ']', '*a', '&a', '\t', '"', '!!x', '? ', '%', '\u0000', '---\n'),
    ),
  });
  fc.assert(
    fc.property(planFile, fc.array(edit, { minLength: 1, maxLength: 4 }), (plan, edits) => {
      let text = writePlan(plan);
      for (const { at, cut, put } of edits) {
        const offset = Math.floor(at * text.length);
        text = text.slice(0, offset) + put + text.slice(offset + cut);
      }
      const read = readPlan(text);
      if (read.ok) return;
      expect(read.problems.length).toBeGreaterThan(0);
      for (const problem of read.problems) {
        expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
        expect(problem.line).toBeGreaterThanOrEqual(1);
        expect(problem.message).not.toBe('');
        expect(problem.remedy).not.toBe('');
        expect(problem.code).toMatch(/^plan\.[a-z0-9-]+$/);
      }
    }),
    { numRuns: 400 },
  );
});

test('what is written is pleasant to read: local times with offset, one line a phase, nothing that is empty', () => {
  const plan = normalisePlan({
    interlock: 1,
    name: 'year',
    zone: 'Europe/Zurich',
    units: [{ key: 'lab', name: 'Laboratory' }],
    releases: [
      {
        key: 'lims-2027-1',
        name: 'LIMS 2027.1',
        kind: 'project',
        class: 'minor',
        unit: 'lab',
        phases: [{ key: 'uat', name: 'UAT', kind: 'uat', start: '2027-02-01', end: '2027-07-01T12:30' }],
      },
    ],
  });
  expect(writePlan(plan, ['A remark'])).toBe(
    `# A remark

interlock: 1
name: year
zone: Europe/Zurich
units:
  - { key: lab, name: Laboratory }
releases:
  - key: lims-2027-1
    name: LIMS 2027.1
    kind: project
    class: minor
    unit: lab
    phases:
      - { key: uat, name: UAT, kind: uat, start: 2027-02-01T00:00+01:00, end: 2027-07-01T12:30+02:00 }
`,
  );
});
