import { describe, expect, it } from 'vitest';
import { areasOf } from './groups.ts';
import { lanesOf, rowIdOf } from './lanes.ts';
import { type CalendarReply, type CalendarRow, inStableOrder, orderOf, rowsShown, undatedShown } from './rows.ts';
import { type Grouping, loadedSpan, readCalendar, spanPatch, yearAround } from './view-state.ts';

const day = 86_400_000;
const t0 = Date.UTC(2026, 4, 1);
const row = (over: Partial<CalendarRow>): CalendarRow => ({
  id: 'a',
  key: 'REL-1',
  name: 'MES 2026.5',
  state: 3,
  kind: 1,
  cls: 0,
  unit: 0,
  owner: -1,
  parent: null,
  live: [t0 + 10 * day, t0 + 11 * day, t0 + 12 * day],
  phases: [
    [1, t0, t0 + 9 * day, 'Build'],
    [4, t0 + 9 * day, t0 + 12 * day, 'Deploy'],
  ],
  gates: [[t0 + 8 * day, 'open', 'UAT']],
  milestones: [[t0 + 2 * day, 'Scope frozen', 1]],
  hits: [0, 0],
  late: 0,
  imported: 0,
  changes: [],
  concern: 0,
  ...over,
});
const reply = (...rows: CalendarRow[]): CalendarReply => ({
  from: '',
  to: '',
  now: '',
  units: [{ id: 'u', key: 'MFG', name: 'Manufacturing' }],
  people: [],
  applications: [],
  scopes: [],
  concerns: [[]],
  rows,
  truncated: false,
  undated: { count: 0, rows: [] },
});

const laying = (grouping: Grouping, given: CalendarReply = reply(), areas = areasOf([])) => ({
  reply: given,
  areas,
  grouping,
  zone: 'UTC',
  ofConcern: [],
});

describe('the lanes of the calendar', () => {
  it('mark the collision on the bar that carries the go-live, and only there', () => {
    const { lanes } = lanesOf([row({ hits: [1, 0] })], laying('none'));
    expect(lanes[0]?.items.map((item) => item.collision)).toEqual([false, true]);
    expect(lanes[0]?.items[1]?.aria).toContain('1 blocking');
  });

  it('give the go-live a bar of its own where no phase holds it', () => {
    const { lanes } = lanesOf([row({ phases: [], hits: [0, 1] })], laying('none'));
    expect(lanes[0]?.items).toMatchObject([{ label: 'Go-live', phase: 'deploy', collision: true }]);
  });

  it('show a gate, a milestone and the go-live as marks', () => {
    const { lanes } = lanesOf([row({})], laying('none'));
    expect(lanes[0]?.markers?.map((marker) => marker.kind)).toEqual(['milestone', 'gate', 'goLive']);
  });

  it('never offer to drag what is closed or was imported', () => {
    const { lanes } = lanesOf([row({ state: 9 }), row({ id: 'b', imported: 1 })], laying('none'));
    expect(lanes.flatMap((lane) => lane.items).some((item) => item.movable)).toBe(false);
  });

  it('group by unit with a count', () => {
    const rows = [row({}), row({ id: 'b' })];
    expect(lanesOf(rows, laying('unit', reply(...rows))).groups).toEqual([{ id: 'u', title: 'Manufacturing', note: '2' }]);
  });

  it('group by the area under which a unit stands, and by the unit itself where its area is not known', () => {
    const units = [
      { id: 'root', name: 'Firm', path: ['root'] },
      { id: 'area', name: 'Technical operations', path: ['root', 'area'] },
      { id: 'u', name: 'Manufacturing', path: ['root', 'area', 'u'] },
    ];
    const rows = [row({})];
    const known = lanesOf(rows, laying('area', reply(...rows), areasOf(units)));
    expect(known.groups[0]?.title).toBe('Technical operations');
    expect(lanesOf(rows, laying('area', reply(...rows))).groups[0]?.title).toBe('Manufacturing');
  });

  it('group by application: a release stands under each that it changes, and says so', () => {
    const erp = { id: 'erp', key: 'APP-ERP', name: 'ERP' };
    const lims = { id: 'lims', key: 'APP-LIMS', name: 'LIMS' };
    const rows = [row({ changes: [0, 1] }), row({ id: 'b', changes: [1] }), row({ id: 'c' })];
    const given = { ...reply(...rows), applications: [erp, lims] };
    const { lanes, groups, shared } = lanesOf(rows, laying('application', given));
    expect(groups.map(({ title, note }) => [title, note])).toEqual([
      ['ERP', '1'],
      ['LIMS', '2'],
      ['No application of its own', '1'],
    ]);
    expect(lanes.map(({ id, groupId, note }) => [id, groupId, note])).toEqual([
      ['a@erp', 'erp', 'also under LIMS'],
      ['a@lims', 'lims', 'also under ERP'],
      ['b@lims', 'lims', undefined],
      ['c@no-application', 'no-application', undefined],
    ]);
    expect(shared).toBe(1);
    const items = lanes.flatMap((lane) => lane.items.map(({ id }) => id));
    expect(new Set(items).size).toBe(items.length);
    expect(lanes.map(({ id }) => rowIdOf(id))).toEqual(['a', 'a', 'b', 'c']);
  });

  it('keep the order of known rows when news arrive, and put new ones last', () => {
    const known = orderOf([{ id: 'a' }, { id: 'b' }]);
    expect(inStableOrder([{ id: 'c' }, { id: 'b' }, { id: 'a' }], known).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('filter by text and by collision', () => {
    const given = reply(row({}), row({ id: 'b', key: 'REL-2', hits: [0, 1] }));
    expect(rowsShown(given, { q: 'rel-1', collisionsOnly: false })).toHaveLength(1);
    expect(rowsShown(given, { q: '', collisionsOnly: true }).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('the address of the calendar', () => {
  it('keeps span, filters and grouping, and drops what it does not know', () => {
    const patch = spanPatch({ from: t0, to: t0 + 30 * day });
    const read = readCalendar({ from: String(patch.from), to: String(patch.to), state: 'planned,nonsense', group: 'owner' });
    expect(read).toMatchObject({ span: { from: t0, to: t0 + 30 * day }, states: ['planned'], group: 'owner', face: 'timeline' });
    expect(readCalendar({ group: 'x', from: 'yesterday', to: '' })).toMatchObject({ group: 'area', span: null });
  });

  it('loads whole quarters around what is shown', () => {
    const { from, to } = loadedSpan({ from: Date.UTC(2026, 4, 3), to: Date.UTC(2026, 6, 2) });
    expect([from, to]).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)]);
  });

  it('begins with twelve months from the month before today', () => {
    const { from, to } = yearAround(Date.UTC(2026, 4, 20));
    expect([from, to]).toEqual([Date.UTC(2026, 3, 1), Date.UTC(2027, 3, 1)]);
  });
});

describe('the tray', () => {
  it('is narrowed by words; without them it counts what the server did not send too', () => {
    const undated = {
      key: 'REL-7',
      name: 'Someday',
      state: 'proposed',
      kind: 'project',
      unit: { id: 'u', key: 'U', name: 'U' },
    } as const;
    const given = { ...reply(), undated: { count: 300, rows: [{ ...undated, id: 'x', owner: null }] } };
    expect(undatedShown(given, '').count).toBe(300);
    expect(undatedShown(given, 'some')).toMatchObject({ count: 1 });
    expect(undatedShown(given, 'other')).toEqual({ count: 0, rows: [] });
  });
});
