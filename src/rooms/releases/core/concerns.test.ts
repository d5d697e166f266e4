import { expect, test } from 'vitest';
import { concernsOfReleases } from './concerns.ts';

test('a release lies in the scopes of all that it changes, each set is told once, and what changes nothing lies in none', () => {
  const ofApplication = new Map([
    ['erp', [3, 1]],
    ['lims', [1, 2]],
    ['mes', []],
  ]);
  const changes = [['erp'], ['erp', 'lims'], ['mes'], [], ['lims', 'erp'], ['unheard-of']];
  expect(concernsOfReleases(changes, ofApplication)).toEqual({ sets: [[], [1, 3], [1, 2, 3]], of: [1, 2, 0, 0, 2, 0] });
});
