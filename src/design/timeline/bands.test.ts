import { describe, expect, it } from 'vitest';
import { bandClusters, bandLines, bandRuns, bandsAt, laneBandText } from './bands.ts';
import { layOut } from './model.ts';
import type { TimelineBand, TimelineLane } from './types.ts';
import { DAY, type View } from './view.ts';

const t0 = Date.UTC(2026, 4, 1);
const view: View = { left: t0, pxPerDay: 10, width: 1000 };
const band = (id: string, from: number, days: number, more: Partial<TimelineBand> = {}): TimelineBand => ({
  id,
  kind: 'freeze',
  start: t0 + from * DAY,
  end: t0 + (from + days) * DAY,
  title: id,
  label: `${id}, day ${from}`,
  ...more,
});
const lane = (id: string, bands?: readonly TimelineBand[], groupId?: string): TimelineLane => ({
  id,
  title: id,
  items: [],
  bands,
  groupId,
});
const names = (bands: readonly TimelineBand[]) => bands.map(({ id }) => id);

describe('bands of a narrow scope', () => {
  const narrow = [band('erp', 5, 3, { narrow: true })];
  const lims = [band('lims', 6, 3, { narrow: true })];
  const whole = band('year end', 4, 10);
  const all = [whole, ...narrow, ...lims];

  it('lie over the lanes that name them, in one piece where lanes with the same ones follow each other', () => {
    const { rows } = layOut([lane('a', narrow), lane('b', narrow), lane('c'), lane('d', narrow), lane('e', lims)]);
    expect(bandRuns(rows).map(({ bands, top, height }) => [names(bands), top, height])).toEqual([
      [['erp'], 0, 72],
      [['erp'], 108, 36],
      [['lims'], 144, 36],
    ]);
  });

  it('never lie over the head of a group', () => {
    const { rows } = layOut(
      [lane('a', narrow, 'g'), lane('b', narrow, 'h')],
      [
        { id: 'g', title: 'G' },
        { id: 'h', title: 'H' },
      ],
    );
    expect(bandRuns(rows).map(({ top }) => top)).toEqual([32, 100]);
  });

  it('are met in their lanes only; one of everything is met in every lane; the axis tells all', () => {
    const { rows } = layOut([lane('a', narrow), lane('b')]);
    expect(names(bandsAt(all, rows[0], view, 65))).toEqual(['year end', 'erp']);
    expect(names(bandsAt(all, rows[1], view, 65))).toEqual(['year end']);
    expect(names(bandsAt(all, undefined, view, 65))).toEqual(['year end', 'erp', 'lims']);
    expect(bandsAt(all, rows[0], view, 300)).toEqual([]);
  });

  it('are heard with their lane, each once, and only what is in view', () => {
    const weekly = [0, 7, 14].map((from) => band(`w${from}`, from, 1, { title: 'Weekly' }));
    expect(laneBandText([...weekly, ...narrow, band('far', 500, 1)], view)).toBe('Weekly, 3 times; erp, day 5');
  });
});

describe('the strip of bands', () => {
  it('has places wide enough to be aimed at; what begins near each other stands together', () => {
    const clusters = bandClusters(
      [band('a', 0, 0.1), band('w', 3, 0.1, { kind: 'window' }), band('b', 40, 30), band('gone', 200, 1)],
      view,
    );
    expect(clusters.map(({ x, bands }) => [x, names(bands)])).toEqual([
      [0, ['a', 'w']],
      [400, ['b']],
    ]);
    expect(clusters.every(({ width }) => width >= 24)).toBe(true);
    expect(clusters.map(({ label }) => label)).toEqual(['1 freeze and 1 window:\na, day 0\nw, day 3', 'b, day 40']);
  });

  it('keeps the last place inside of the picture, and one that began before it', () => {
    const clusters = bandClusters([band('before', -10, 20), band('last', 99.9, 5)], view);
    expect(clusters.map(({ x, width }) => [x, x + width <= view.width])).toEqual([
      [0, true],
      [976, true],
    ]);
  });

  it('counts what is too much to be listed', () => {
    expect(
      bandLines(
        [1, 2, 3].map((day) => band('f', day, 1)),
        2,
      ),
    ).toBe('f, day 1\nf, day 2\nand 1 more');
  });
});
