import { expect, test } from 'vitest';
import type { PlanRow } from './diff-plan.ts';
import { notYours, renderTakeOvers, takeOversIn } from './take-over.ts';

const row = (key: string, action: PlanRow['action']): PlanRow => ({ subject: 'release', key, action, fields: [] });
const rows = [row('changed', 'change'), row('same', 'unchanged'), row('new', 'create'), row('mine', 'change')];
const owners = new Map([
  ['release changed', 'portfolio'],
  ['release same', 'portfolio'],
]);

test('only what changes is taken over, never what both files say alike', () => {
  const found = takeOversIn(rows, owners, () => 12);
  expect(found).toEqual([{ subject: 'release', key: 'changed', plan: 'portfolio', line: 12 }]);
  expect(renderTakeOvers(found)).toBe(
    '\nTaken over from other plans\n  release changed (line 12) from plan "portfolio"\n\n1 record to take over: applied only with --take-over.\n',
  );
  expect(renderTakeOvers([])).toBe('');
});

test('without consent each is refused with its line and the plan that brought it', () => {
  const [refusal] = notYours(
    takeOversIn(rows, owners, () => 12),
    'own-year',
  );
  expect(refusal).toMatchObject({ code: 'integrations.brought-by-another-plan', field: '/takeOver' });
  expect(refusal?.message).toBe(
    'Line 12: release changed was brought by the plan “portfolio”; this file is the plan “own-year”.',
  );
});
