import { describe, expect, it } from 'vitest';
import { type BandsReply, bandRecords, concernedRows, drawnBands, freezesAround, listedBands } from './bands.ts';
import type { CalendarRow } from './rows.ts';

const day = 86_400_000;
const t0 = Date.UTC(2026, 4, 1);
const shows = { windows: true, freezes: true };
const shared = { zone: 'UTC', units: [], applications: [], criticalities: [], gxpOnly: false, repeats: false };
const freeze = (id: string, ...spans: [number, number][]): BandsReply['freezes'][number] => ({
  ...shared,
  id,
  key: `FRZ-${id}`,
  name: `Freeze of ${id}`,
  spans,
  reason: 'x',
  severity: 'blocks',
  environmentClasses: [],
});
const window = (id: string, ...spans: [number, number][]): BandsReply['windows'][number] => ({
  ...shared,
  id,
  key: `WIN-${id}`,
  name: `Window of ${id}`,
  spans,
  state: 'locked',
  goLive: null,
  firstLockedGoLive: null,
  moveAsked: false,
});
const reply = (freezes: BandsReply['freezes'], windows: BandsReply['windows'] = []): BandsReply => ({
  from: '',
  to: '',
  now: '',
  windows,
  freezes,
  truncated: false,
  knownUntil: null,
});
/** Everything; ERP; GxP. The first set is that of rows without any. */
const told = {
  scopes: [
    { bands: ['all'], says: 'whole enterprise', whole: true },
    { bands: ['erp', 'close'], says: 'ERP', whole: false },
    { bands: ['gxp'], says: 'GxP only', whole: false },
  ],
  concerns: [[], [1], [1, 2]],
};
const row = (concern: number, live: CalendarRow['live']): CalendarRow => ({
  id: `r${concern}`,
  key: 'REL-1',
  name: 'R',
  state: 0,
  kind: 0,
  cls: 0,
  unit: 0,
  owner: -1,
  parent: null,
  live,
  phases: [],
  gates: [],
  milestones: [],
  hits: [0, 0],
  late: 0,
  imported: 0,
  changes: [],
  concern,
});

describe('windows and freezes on the calendar', () => {
  const given = reply(
    [
      freeze('all', [t0, t0 + day]),
      freeze('erp', [t0 + 5 * day, t0 + 6 * day], [t0 + 9 * day, t0 + 10 * day]),
      freeze('gxp', [t0, t0 + day]),
    ],
    [window('close', [t0 + 2 * day, t0 + 3 * day])],
  );
  const records = bandRecords(given, told, shows);
  const drawn = drawnBands(records, told, 'UTC');
  const ids = (place: number) => drawn.ofConcern[place]?.map(({ id }) => id.split(':')[0]);

  it('lie over the rows of their scope only, each occurrence at its time', () => {
    expect(ids(0)).toEqual([]);
    expect(ids(1)).toEqual(['close', 'erp', 'erp']);
    expect(ids(2)).toEqual(['gxp', 'close', 'erp', 'erp']);
  });

  it('lie over everything where they hold everything, or where their scope is not known yet', () => {
    const more = bandRecords(reply([freeze('all', [t0, t0 + day]), freeze('new', [t0, t0 + day])]), told, shows);
    expect(drawnBands(more, told, 'UTC').bands.map(({ narrow }) => narrow)).toEqual([false, false]);
    expect(more[1]?.says).toMatch(/not known/);
  });

  it('are called by name, standing and scope, and each occurrence by its span', () => {
    const erp = drawn.bands.find(({ id }) => id.startsWith('erp'));
    expect(erp?.title).toBe('Freeze Freeze of erp (blocks; ERP)');
    expect(erp?.label).toBe(`${erp?.title}, 6 May 2026, 00:00 UTC to 7 May 2026, 00:00 UTC`);
  });

  it('are hidden by kind', () => {
    expect(bandRecords(given, told, { windows: false, freezes: true }).some(({ kind }) => kind === 'window')).toBe(false);
    expect(bandRecords(undefined, told, shows)).toEqual([]);
  });

  it('tell a go-live the freezes that it lies in, its time to back out included, and no other scope', () => {
    const live = (from: number, to: number, back: number): CalendarRow['live'] => [
      t0 + from * day,
      t0 + to * day,
      t0 + back * day,
    ];
    const around = (one: CalendarRow) => freezesAround(one, drawn).map(({ id }) => id.split(':')[0]);
    expect(around(row(1, live(4, 4.5, 5.5)))).toEqual(['erp']);
    expect(around(row(0, live(4, 4.5, 5.5)))).toEqual([]);
    expect(around(row(2, live(0.5, 0.6, 0.7)))).toEqual(['all', 'gxp']);
    expect(around(row(1, live(4, 4.5, 5)))).toEqual([]);
    expect(around(row(1, null))).toEqual([]);
  });

  it('are listed by what of them lies in the stretch, and how much they concern', () => {
    const span = { from: t0 + 4 * day, to: t0 + 20 * day };
    expect(listedBands(records, span, null).map(({ id, within }) => [id, within.length])).toEqual([['erp', 2]]);
    expect(listedBands(records, { ...span, from: t0 }, new Set(['gxp'])).map(({ id }) => id)).toEqual(['gxp']);
    expect([...concernedRows([row(0, null), row(1, null), row(2, null)], told)]).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});
