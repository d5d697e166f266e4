import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, overlaps, type Span } from '../../../foundation/span.ts';
import { nextFreeSlots } from './next-free-slot.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000);
const span = (start: number, end: number): Span => ({ start: at(start), end: at(end) });
const spans = (most: number) =>
  fc.array(
    fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => span(a, b)),
    { maxLength: most },
  );
const needed = (hours: number) => hours * 3_600_000;

describe('the next free slot', () => {
  test('the slot lies behind the freeze and inside the next window', () => {
    const slots = nextFreeSlots(
      {
        neededMs: needed(4),
        from: at(0),
        until: at(60),
        forbidden: [span(8, 12)],
        permitted: [span(6, 11), span(10, 20), span(30, 34)],
      },
      5,
    );
    expect(slots.map(({ start, end, permit }) => ({ start, end, permit }))).toEqual([
      { ...span(12, 16), permit: 1 },
      { ...span(30, 34), permit: 2 },
    ]);
    expect(slots[0]?.room).toEqual(span(12, 20));
  });

  test('no window means no slot; no demand for windows means any free time', () => {
    const search = { neededMs: needed(2), from: at(0), until: at(10), forbidden: [span(1, 5)] };
    expect(nextFreeSlots({ ...search, permitted: [] }, 3)).toEqual([]);
    expect(nextFreeSlots({ ...search, permitted: null }, 3).map(({ start, end }) => ({ start, end }))).toEqual([span(5, 7)]);
  });

  test('windows that touch stay two windows: no slot crosses from one to the other', () => {
    const search = { neededMs: needed(3), from: at(0), until: at(60), forbidden: [], permitted: [span(0, 2), span(2, 4)] };
    expect(nextFreeSlots(search, 3)).toEqual([]);
  });

  test('a slot begins at the usual hour where its stretch has room for that, over a change of the clocks too; else with the stretch', () => {
    const usually = { as: new Date('2026-01-15T17:00:00Z'), zone: 'Europe/Zurich' };
    const day = (text: string) => new Date(`${text}:00Z`);
    const slots = nextFreeSlots(
      {
        neededMs: needed(3),
        from: day('2026-03-27T00:00'),
        until: day('2026-04-30T00:00'),
        forbidden: [],
        permitted: [
          { start: day('2026-03-28T08:00'), end: day('2026-03-28T23:00') },
          { start: day('2026-03-30T08:00'), end: day('2026-03-31T23:00') },
          { start: day('2026-04-04T17:00'), end: day('2026-04-05T02:00') },
          { start: day('2026-04-11T08:00'), end: day('2026-04-11T18:00') },
        ],
        usually,
      },
      4,
    );
    // 18:00 in Zurich is 17:00 UTC in winter and 16:00 UTC in summer.
    expect(slots.map((slot) => slot.start.toISOString().slice(0, 16))).toEqual([
      '2026-03-28T17:00',
      '2026-03-30T16:00',
      '2026-04-04T17:00',
      '2026-04-11T08:00',
    ]);
    expect(slots.every((slot) => contains(slot.room, slot))).toBe(true);
  });

  test('a slot never touches a forbidden span, lies inside a permitted one, and no earlier start would have done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        spans(6),
        fc.option(spans(5)),
        fc.nat(20),
        (hours, forbidden, permitted, from) => {
          const search = { neededMs: needed(hours), from: at(from), until: at(60), forbidden, permitted };
          const slots = nextFreeSlots(search, 100);
          const fits = (slot: Span) =>
            contains(span(from, 60), slot) &&
            !forbidden.some((one) => overlaps(one, slot)) &&
            (permitted === null || permitted.some((one) => contains(one, slot)));
          for (const slot of slots) {
            expect(slot.end.getTime() - slot.start.getTime()).toBe(needed(hours));
            expect(fits(slot)).toBe(true);
            expect(contains(slot.room, slot)).toBe(true);
            if (permitted !== null) expect(contains(permitted[slot.permit ?? -1] ?? span(0, 0), slot)).toBe(true);
          }
          const starts = Array.from({ length: 61 }, (_, hour) => hour).filter((hour) => hour >= from);
          const first = starts.find((hour) => fits(span(hour, hour + hours)));
          expect(slots[0]?.start).toEqual(first === undefined ? undefined : at(first));
          expect(slots.map((one) => one.start.getTime())).toEqual(
            slots.map((one) => one.start.getTime()).toSorted((a, b) => a - b),
          );
          expect(nextFreeSlots(search, 2)).toEqual(slots.slice(0, 2));
        },
      ),
    );
  });
});
