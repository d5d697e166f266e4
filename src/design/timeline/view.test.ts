import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, estimatedWidth } from './cut-text.ts';
import { ticksOf, weekendsOf } from './ticks.ts';
import {
  contentWidth,
  DAY,
  isInside,
  leftOfScroll,
  rangeAround,
  scaleOf,
  scrollLeftOf,
  snapDelta,
  spanOf,
  timeAt,
  type View,
  viewOfSpan,
  widestContent,
  withScale,
  xOf,
  zoomAt,
  zoomLimits,
} from './view.ts';

const someView = fc
  .record({
    left: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2050, 0, 1) }),
    zoom: fc.double({ min: -2, max: 11, noNaN: true }),
  })
  .map(({ left, zoom }): View => ({ left, pxPerDay: 2 ** zoom, width: 1100 }));
const somePixel = fc.integer({ min: 0, max: 1100 });

describe('zoom and range', () => {
  it('keeps the date under the pointer while zooming', () => {
    fc.assert(
      fc.property(someView, somePixel, fc.double({ min: 0.2, max: 5, noNaN: true }), (view, x, factor) => {
        const zoomed = zoomAt(view, factor, x);
        expect(Math.abs(xOf(zoomed, timeAt(view, x)) - x)).toBeLessThan(0.01);
        expect(zoomed.pxPerDay).toBeGreaterThanOrEqual(zoomLimits.least);
        expect(zoomed.pxPerDay).toBeLessThanOrEqual(zoomLimits.most);
      }),
    );
  });

  it('has no end: every range holds the view with room on both sides and stays narrow enough to be drawn', () => {
    fc.assert(
      fc.property(someView, fc.option(fc.integer({ min: 1, max: 9000 }), { nil: undefined }), (view, days) => {
        const data = days === undefined ? undefined : { from: view.left - days * DAY, to: view.left + days * DAY };
        const range = rangeAround(view, data);
        expect(isInside(view, range)).toBe(true);
        expect(contentWidth(view, range)).toBeLessThanOrEqual(widestContent + 1);
      }),
    );
  });

  it('comes back to the same time from its scroll position', () => {
    fc.assert(
      fc.property(someView, (view) => {
        const range = rangeAround(view, undefined);
        expect(Math.abs(leftOfScroll(view, range, scrollLeftOf(view, range)) - view.left)).toBeLessThan(1);
      }),
    );
  });

  it('names the scale that it was set to', () => {
    const view: View = { left: Date.UTC(2026, 4, 1), pxPerDay: 9, width: 1100 };
    for (const scale of ['day', 'week', 'month', 'quarter', 'year'] as const) expect(scaleOf(withScale(view, scale))).toBe(scale);
  });

  it('shows the span that the address names', () => {
    const span = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 3, 1) };
    const shown = spanOf(viewOfSpan(span, 800));
    expect(shown.from).toBe(span.from);
    expect(Math.abs(shown.to - span.to)).toBeLessThan(1);
  });

  it('snaps to days, and to hours only where one can aim at them', () => {
    expect(snapDelta({ left: 0, pxPerDay: 10, width: 1 }, 26)).toBe(3 * DAY);
    expect(snapDelta({ left: 0, pxPerDay: 240, width: 1 }, 26)).toBe((3 * DAY) / 24);
  });
});

describe('ticks', () => {
  const at = (iso: string, pxPerDay: number): View => ({ left: Date.parse(iso), pxPerDay, width: 1100 });

  it('names quarters and months, then months and days, then days and hours', () => {
    const far = ticksOf(at('2026-03-20T00:00Z', 4), 'UTC');
    expect(far.majors.map((tick) => tick.label)).toEqual(['Q1 2026', 'Q2 2026', 'Q3 2026', 'Q4 2026']);
    expect(far.minors.slice(0, 3).map((tick) => tick.label)).toEqual(['Mar', 'Apr', 'May']);
    const near = ticksOf(at('2026-05-12T00:00Z', 1100), 'UTC');
    expect(near.majors[0]?.label).toBe('Tue 12 May 2026');
    expect(near.minors.slice(0, 3).map((tick) => tick.label)).toEqual(['00:00', '01:00', '02:00']);
  });

  it('begins days at the zone’s midnight, also on the days when clocks change', () => {
    const { minors } = ticksOf(at('2026-03-27T23:00Z', 200), 'Europe/Berlin');
    const gaps = minors.slice(1).map((tick, index) => (tick.at - (minors[index]?.at ?? 0)) / (DAY / 24));
    expect(gaps.slice(0, 3)).toEqual([24, 23, 24]);
  });

  it('covers the whole view in order and never draws more than can be read', () => {
    fc.assert(
      fc.property(someView, fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'), (view, zone) => {
        const { majors, minors } = ticksOf(view, zone);
        for (const ticks of [majors, minors]) {
          expect(ticks[0]?.at ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(view.left);
          expect(ticks.every((tick, index) => index === 0 || tick.at > (ticks[index - 1]?.at ?? 0))).toBe(true);
          expect(ticks.length).toBeLessThan(130);
        }
      }),
    );
  });

  it('shades Saturday and Sunday', () => {
    const [first] = weekendsOf(at('2026-05-13T00:00Z', 40), 'UTC').filter((span) => span.start > Date.UTC(2026, 4, 13));
    expect(new Date(first?.start ?? 0).toISOString()).toBe('2026-05-16T00:00:00.000Z');
    expect(new Date(first?.end ?? 0).toISOString()).toBe('2026-05-18T00:00:00.000Z');
  });
});

describe('text on a bar', () => {
  const measure = estimatedWidth(11.5);
  it('is cut to what fits, and left out where nothing readable would', () => {
    expect(cutText('Integrate', 200, measure)).toBe('Integrate');
    expect(cutText('Integrate', 10, measure)).toBe('');
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 0, max: 300 }), (text, room) => {
        const cut = cutText(text, room, measure);
        expect(cut === '' || measure(cut) <= room).toBe(true);
      }),
    );
  });
});
