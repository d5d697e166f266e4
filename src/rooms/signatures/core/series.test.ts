import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strictProfile } from '../../../foundation/profile.ts';
import { seriesLimitsOf } from './profile.ts';
import { nextInSeries } from './series.ts';

const limits = seriesLimitsOf(strictProfile);
const { pauseMinutes, periodMinutes, most } = limits;

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const running = (begun: number, last: number, count: number) => ({ begunAt: at(begun), lastAt: at(last), count });

test('[P11-200-2] the first signing begins a series, one in immediate sequence continues it', () => {
  expect(nextInSeries(null, at(0), limits)).toEqual({ series: 'first', number: 1 });
  expect(nextInSeries(running(0, 0, 1), at(1), limits)).toEqual({ series: 'continued', number: 2 });
});

test('[P11-200-3] a pause, the length, the count and a clock that went back each end it', () => {
  expect(nextInSeries(running(0, 0, 1), at(pauseMinutes), limits).series).toBe('first');
  expect(nextInSeries(running(0, periodMinutes - 1, 7), at(periodMinutes), limits).series).toBe('first');
  expect(nextInSeries(running(0, 1, most), at(2), limits).series).toBe('first');
  expect(nextInSeries(running(5, 5, 1), at(4), limits).series).toBe('first');
});

test('where all components are asked each time, each signature begins anew', () => {
  expect(nextInSeries(running(0, 0, 1), at(1), { ...limits, subsequent: 'all-components' })).toEqual({
    series: 'first',
    number: 1,
  });
});

test('no series is longer than its limits, however the signings fall', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (pauses) => {
      let [now, begun] = [0, 0];
      let series: ReturnType<typeof running> | null = null;
      for (const pause of pauses) {
        now += pause;
        const { series: kind, number } = nextInSeries(series, at(now), limits);
        if (kind === 'first') begun = now;
        series = running(begun, now, number);
        expect(number).toBeLessThanOrEqual(most);
        expect(now - begun).toBeLessThan(periodMinutes);
      }
    }),
  );
});
