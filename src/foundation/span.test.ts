import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, containsInstant, intersect, isValidSpan, lengthOf, overlaps, type Span, subtract, union } from './span.ts';

const at = (tick: number): Date => new Date(Date.UTC(2026, 0, 1) + tick * 60_000);
const span = (start: number, end: number): Span => ({ start: at(start), end: at(end) });
const anySpan = fc.tuple(fc.nat(40), fc.nat(40)).map(([start, end]) => span(start, end));
const spans = fc.array(anySpan, { maxLength: 8 });
const ticks = Array.from({ length: 41 }, (_, tick) => tick);
const held = (tick: number, list: readonly Span[]): boolean => list.some((one) => containsInstant(one, at(tick)));

describe('half-open spans', () => {
  test('spans that touch do not overlap, because the end belongs to what comes next', () => {
    expect(overlaps(span(0, 10), span(10, 20))).toBe(false);
    expect(overlaps(span(0, 11), span(10, 20))).toBe(true);
    expect(containsInstant(span(0, 10), at(10))).toBe(false);
    expect(containsInstant(span(0, 10), at(0))).toBe(true);
  });

  test('a span that is empty, backwards or no date is not valid and overlaps nothing', () => {
    for (const bad of [
      span(5, 5),
      span(6, 5),
      { start: new Date(Number.NaN), end: at(5) },
      { start: at(0), end: new Date(Number.NaN) },
    ]) {
      expect(isValidSpan(bad)).toBe(false);
      expect(overlaps(bad, span(0, 40))).toBe(false);
      expect(lengthOf(bad)).toBe(0);
      expect(contains(span(0, 40), bad)).toBe(false);
      expect(subtract(bad, [])).toEqual([]);
      expect(subtract(span(0, 40), [bad])).toEqual([span(0, 40)]);
    }
  });

  test('two spans overlap exactly when one instant lies in both, whichever is asked first', () => {
    fc.assert(
      fc.property(anySpan, anySpan, (a, b) => {
        const shared = ticks.filter((tick) => held(tick, [a]) && held(tick, [b]));
        expect(overlaps(a, b)).toBe(shared.length > 0);
        expect(overlaps(b, a)).toBe(overlaps(a, b));
        const common = intersect(a, b);
        expect(ticks.filter((tick) => common !== undefined && held(tick, [common]))).toEqual(shared);
        if (common !== undefined) expect(contains(a, common) && contains(b, common)).toBe(true);
      }),
    );
  });

  test('a union holds the same instants as its spans, in order, apart from one another', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const merged = union(list);
        expect(ticks.filter((tick) => held(tick, merged))).toEqual(ticks.filter((tick) => held(tick, list)));
        for (const [index, one] of merged.entries()) {
          const next = merged[index + 1];
          expect(isValidSpan(one)).toBe(true);
          if (next !== undefined) expect(one.end.getTime()).toBeLessThan(next.start.getTime());
        }
      }),
    );
  });

  test('what is left of a span holds each of its instants that nobody took, and no other', () => {
    fc.assert(
      fc.property(anySpan, spans, (whole, taken) => {
        const left = subtract(whole, taken);
        expect(ticks.filter((tick) => held(tick, left))).toEqual(
          ticks.filter((tick) => held(tick, [whole]) && !held(tick, taken)),
        );
        expect(left.every(isValidSpan)).toBe(true);
        expect(left.every((one) => contains(whole, one))).toBe(true);
      }),
    );
  });
});
