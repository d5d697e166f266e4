import { describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import { classes } from '../../src/rooms/retention/core/classes.ts';

const rows = rooms.flatMap(({ room, register = {} }) => Object.entries(register).map(([kind, row]) => ({ room, kind, row })));

describe('the register of record types that this build brings', () => {
  test('each kind of record on a card has exactly one row, which its own room brings', () => {
    const kinds = rooms.flatMap(({ room, subjects }) => subjects.map(({ kind }) => `${room} ${kind}`));
    expect(kinds.length).toBeGreaterThan(30);
    const named = rows.map(({ room, kind }) => `${room} ${kind}`);
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length);
    expect(kinds.filter((kind) => !named.includes(kind))).toEqual([]);
  });

  test('each row names a class that is there, and says of signatures what the published table says', () => {
    const signed = new Set(rooms.flatMap(({ signables = [] }) => signables.map(({ kind }) => kind)));
    for (const { kind, row } of rows) {
      expect(Object.keys(classes), kind).toContain(row.retention);
      expect(row.signatures === 'by-table', kind).toBe(signed.has(kind));
      if (row.supports !== undefined)
        expect(
          rows.map((one) => one.kind),
          kind,
        ).toContain(row.supports.kind);
    }
  });
});
