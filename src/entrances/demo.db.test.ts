import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startTestHouse } from '../../tests/support/house.ts';
import { exportPlan } from '../rooms/integrations/acts/export-plan.ts';
import { readPlan } from '../rooms/integrations/core/read-plan.ts';
import { seedDemo } from './demo.ts';

/**
 * The example is told backwards from the moment it is made. Each of these is a moment at which something of it begins or ends: the firm's day (in
 * Zurich), the nights in which its clocks change, the turn of the year, a window of its calendar.
 */
const moments = [
  ['the first second of a day', '2026-11-24T23:00:01.000Z'],
  ['the night in which the clocks go back', '2027-10-31T01:30:00.000Z'],
] as const;

test.each(moments)(
  'the example can be made at %s',
  async (_, at) => {
    const house = await startTestHouse({ clock: { now: () => new Date(at) } });
    try {
      await seedDemo(house.app, () => undefined);
      const { rows: states } = await sql`select distinct state from releases.release`.execute(house.app.database.db);
      expect(states.length).toBe(14);
      const { rows: changes } = await sql`select distinct state from changes.change`.execute(house.app.database.db);
      expect(changes.length).toBeGreaterThanOrEqual(13);
      const { rows: alarms } = await sql`select kind, state from alarms.alarm order by id`.execute(house.app.database.db);
      expect(alarms).toEqual([
        { kind: 'identity.link-issued-alone', state: 'closed' },
        { kind: 'policies.loosened-unsigned', state: 'closed' },
        { kind: 'identity.first-check', state: 'closed' },
        { kind: 'identity.account-locked', state: 'passed' },
      ]);
      const exported = await exportPlan(house.app.database.db, 'all', { plan: null, name: null, zone: null });
      expect(exported.unsaid).toEqual([]);
      expect(exported.counts).toMatchObject({ calendar: 2 });
      const read = readPlan(exported.text);
      expect(read.ok || read.problems).toBe(true);
      for (const check of house.app.checks) expect(await check(house.app)).toBeNull();
    } finally {
      await house.close();
    }
  },
  240_000,
);
