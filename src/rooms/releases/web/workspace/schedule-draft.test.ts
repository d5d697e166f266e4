import { expect, test } from 'vitest';
import { freshKey, milestoneMarked, problemIn } from './schedule-draft.ts';
import { keepMine } from './stale-rows.ts';

const empty = { start: null, end: null, zone: 'UTC', phases: [], milestones: [] };
const at = (day: number) => `2026-11-${day}T10:00:00.000Z`;

test('a new row gets a key that no other row has', () => {
  expect(freshKey('Scope lock', [])).toBe('scope-lock');
  expect(freshKey('Scope lock', ['scope-lock', 'scope-lock-2'])).toBe('scope-lock-3');
  expect(freshKey('…', [])).toBe('row');
});

test('a schedule says what is wrong with it before it is sent', () => {
  expect(problemIn(empty)).toBeUndefined();
  expect(problemIn({ ...empty, start: at(12) })).toBe('A go-live has a start and an end.');
  expect(problemIn({ ...empty, phases: [{ key: 'b', name: 'Build', kind: 'build', start: at(13), end: at(12) }] })).toBe(
    'Each phase ends after it starts.',
  );
});

test('after somebody was faster, only the fields chosen as mine are sent again', () => {
  expect(keepMine({ name: 'A', summary: 'B', reason: 'why' }, { name: 'theirs', summary: 'mine' })).toEqual({
    summary: 'B',
    reason: 'why',
  });
});

test('marking one milestone as done sends the list with nothing else changed, and taking it back is the same edit the other way', () => {
  const row = (key: string, doneAt: string | null) => ({ key, name: key, at: at(10), doneAt });
  const release = { goLive: null, milestones: [row('lock', null), row('freeze', at(11))] };
  expect(milestoneMarked(release, 'lock', at(12))).toEqual({
    body: { milestones: [row('lock', at(12)), row('freeze', at(11))] },
    mine: { milestones: 'lock: 10 Nov 2026, 10:00 UTC (done); freeze: 10 Nov 2026, 10:00 UTC (done)' },
  });
  expect(milestoneMarked(release, 'freeze', null).body).toEqual({
    milestones: release.milestones.map((one) => ({ ...one, doneAt: null })),
  });
});
