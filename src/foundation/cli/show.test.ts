import { describe, expect, test } from 'vitest';
import { humanText } from './show.ts';

const id = '019c0653-57da-700f-90db-b0fb2d44a6f2';

describe('what the command line shows to people', () => {
  test('a list names records by key or name, never by id, and shows what matters first', () => {
    const row = {
      id,
      key: 'REL-1042',
      planRef: 'lims',
      unit: { id, key: 'laboratory', name: 'Laboratory' },
      owner: { id, name: 'Pavel Horak' },
      name: 'LIMS',
      state: 'planned',
      goLive: { start: '2027-01-09T17:00:00.000Z', end: '2027-01-09T21:00:00.000Z', zone: 'UTC' },
      collisions: { blocking: 1, warning: 0 },
      late: [],
    };
    const text = humanText({ items: [row], nextCursor: null });
    expect(text.split('\n')[0]?.split(/ +/)).toEqual([
      'key',
      'name',
      'state',
      'goLive',
      'collisions',
      'unit',
      'owner',
      'planRef',
    ]);
    expect(text).toContain(
      'REL-1042  LIMS  planned  2027-01-09T17:00:00.000Z  1 blocking, 0 warning  laboratory  Pavel Horak  lims',
    );
    expect(text).not.toContain(id);
  });

  test('a record says what may be done with it, and leaves the reasons to --json', () => {
    const text = humanText({ key: 'REL-1042', can: { accept: true, reject: [{ code: 'x', message: 'y', remedy: 'z' }] } });
    expect(text).toBe('key: REL-1042\ncan:\n  - accept');
  });

  test('an empty list and an empty reply say so', () => {
    expect([humanText({ items: [], nextCursor: null }), humanText(null)]).toEqual(['Nothing found.', 'Done.']);
  });
});
