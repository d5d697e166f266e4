import { expect, test } from 'vitest';
import { useHouse } from '../../../tests/support/house.ts';
import { systemClock } from '../../foundation/clock.ts';
import { mountHealth } from '../../foundation/http/health.ts';
import { raiseAlarm } from './acts/raise-alarm.ts';
import { newestCheckpoint } from './store/checkpoints.ts';
import { selfCheck } from './store/self-check.ts';
import { freshKeyFile, signingWith, writeThings } from './testing/things.ts';
import { ledgerConditions, sealingMeasures, signingMeasures } from './wiring.ts';

const house = useHouse({
  settings: signingWith(freshKeyFile()),
  clock: systemClock,
  runJobs: true,
  extend: async (app, server) => mountHealth(app, server, [...sealingMeasures, ...signingMeasures], ledgerConditions),
});

test('an act is under a signed checkpoint within two seconds, and verified by the ledger itself a moment later', async () => {
  const h = house();
  const { db } = h.app.database;
  const waits: number[] = [];
  // What else runs on the machine may hold a turn up: the quickest of five tells what the jobs promise.
  for (let turn = 0; turn < 5; turn++) {
    const before = (await newestCheckpoint(db))?.size ?? 0;
    await writeThings(h, 1);
    const acted = performance.now();
    await expect
      .poll(async () => (await newestCheckpoint(db))?.size ?? 0, { timeout: 20_000, interval: 20 })
      .toBeGreaterThan(before);
    waits.push(performance.now() - acted);
  }
  expect(Math.min(...waits)).toBeLessThan(2_000);
  const size = (await newestCheckpoint(db))?.size ?? 0;
  await expect.poll(async () => (await selfCheck(db)).size, { timeout: 20_000 }).toBeGreaterThanOrEqual(size);
});

test('/health is degraded while an alarm is open and says why; /metrics counts it', async () => {
  const h = house();
  const health = async () => (await h.server.inject({ method: 'GET', url: '/health' })).json();
  expect(await health()).toMatchObject({ status: 'ok', conditions: { ledger: 'no difference known' } });
  await raiseAlarm(h.app, 'ledger.test', 'damage', 'entry 7 does not fit');
  expect(await health()).toMatchObject({ status: 'degraded', conditions: { ledger: 'entry 7 does not fit' } });
  const metrics = (await h.server.inject({ method: 'GET', url: '/metrics' })).body;
  expect(metrics).toContain('interlock_ledger_open_alarms 1');
  expect(metrics).toContain('interlock_ledger_signs 1');
  expect(metrics).toMatch(/interlock_ledger_checkpoint_size \d+/);
});
