import { expect, test } from 'vitest';
import { gatesAsked } from './gates-asked.ts';

test('a gate is to be decided when its release stands before the step that it guards, or owes it from before', () => {
  expect(gatesAsked('proposed')).toEqual(['accept']);
  expect(gatesAsked('planned')).toEqual(['accept', 'plan', 'start']);
  expect(gatesAsked('in-progress')).toEqual(['accept', 'plan', 'start', 'ready']);
  expect(gatesAsked('deploying')).not.toContain('release-for-use');
  expect(gatesAsked('deployed')).toContain('release-for-use');
  expect(gatesAsked('warranty')).toContain('close');
});

test.each(['backed-out', 'rejected', 'cancelled', 'closed', 'closed-failed', 'on-hold'] as const)(
  'nobody waits for a gate of a release that is %s',
  (state) => expect(gatesAsked(state)).toBeNull(),
);
