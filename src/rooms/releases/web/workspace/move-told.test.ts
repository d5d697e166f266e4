import { expect, test } from 'vitest';
import { moveTold } from './move-told.ts';

const zone = 'Europe/Zurich';
const from = { start: '2026-12-01T17:00:00.000Z', end: '2026-12-01T19:00:00.000Z' };
const to = { start: '2026-12-05T21:00:00.000Z', end: '2026-12-06T01:00:00.000Z' };
const one = (id: string, rule: 'same-resource' | 'freeze' | 'outside-window', theirs: string | null) => ({
  id,
  rule,
  resource: { label: 'LIMS' },
  theirs: theirs === null ? null : { label: theirs },
});
const same = one('1', 'same-resource', 'REL-7');

test('after a move the new dates are said, the old ones, and each collision that came or went', () => {
  const after = [same, one('3', 'freeze', 'Year end'), one('4', 'outside-window', null)];
  expect(moveTold({ from, to, zone, known: true, before: [same, one('2', 'same-resource', 'REL-9')], after })).toEqual({
    dates: 'The go-live is now 5 Dec 2026, 22:00 CET to 6 Dec, 02:00; it was 1 Dec 2026, 18:00 CET to 20:00.',
    collisions: [
      'Cleared: LIMS with REL-9.',
      'New collision: LIMS with the freeze Year end.',
      'New collision: LIMS, outside of every window.',
    ],
  });
});

test('where nothing changed it says which of the two nothings it is, and never claims what it does not know', () => {
  const told = (known: boolean, list: readonly (typeof same)[]) =>
    moveTold({ from: null, to, zone, known, before: list, after: list }).collisions;
  expect(told(true, [])).toEqual(['It collides with nothing that is known.']);
  expect(told(true, [same])).toEqual(['Its collisions are the same as before.']);
  expect(told(false, [])).toEqual(['Which collisions came or went is not known here.']);
});
