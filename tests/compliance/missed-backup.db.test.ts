import { expect, test } from 'vitest';
import { watchBackups } from '../../src/rooms/alarms/acts/report-backup.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse({
  settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost', backupEveryHours: 24 },
});
const hour = 3_600_000;

test('[D11-8-1] a missed back-up is acknowledged by a role that must act and with a comment alone; the log holds name, times, user, role and comment', async () => {
  const h = house();
  const [operator, quality] = [await h.someone(['administrator']), await h.someone(['quality'])];
  const report = (madeAt: Date) =>
    h.http(operator, 'POST', '/backups', { body: { madeAt: madeAt.toISOString(), says: 'nightly dump, vault 2' } });
  const missed = async (as = operator): Promise<readonly HttpReply['body'][]> =>
    (await h.http(as, 'GET', '/alarms?kind=alarms.backup-missed')).body.items;

  expect((await report(h.clock.now())).status).toBe(201);
  expect(codesOf(await report(new Date(h.clock.now().getTime() + hour)))).toEqual(['alarms.backup-ahead']);
  await watchBackups(h.app);
  expect(await missed()).toEqual([]);
  const before = h.clock.now();
  h.clock.moveBy(25 * hour);
  await watchBackups(h.app);
  h.clock.moveBy(-25 * hour + 1_000);
  const [row, ...more] = await missed();
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    state: 'raised',
    says: 'A back-up was missed',
    details: expect.stringContaining(before.toISOString()),
  });

  const acknowledge = (as: typeof operator, body: object) =>
    h.http(as, 'POST', `/alarms/${row.id}/acts/acknowledge`, { ifMatch: 1, body });
  expect(codesOf(await acknowledge(quality, { comment: 'Seen' }))).toEqual(['alarms.role-must-act']);
  expect(codesOf(await acknowledge(operator, {}))).toEqual(['alarms.comment-missing']);
  expect((await acknowledge(operator, { comment: 'The tape was full; a new one is in' })).status).toBe(201);

  const [logged] = await missed(quality);
  expect(logged).toMatchObject({
    says: 'A back-up was missed',
    raisedAt: new Date(before.getTime() + 25 * hour).toISOString(),
    acknowledged: {
      by: { id: operator.id, name: operator.name },
      as: ['Administrator (configures)'],
      at: h.clock.now().toISOString(),
      comment: 'The tape was full; a new one is in',
    },
  });
  const { body: trail } = await h.http(quality, 'GET', '/ledger/entries?act=alarms.acknowledged');
  expect(trail.items).toMatchObject([{ actor: { id: operator.id }, reason: 'The tape was full; a new one is in' }]);
  expect((await report(h.clock.now())).status).toBe(201);
  expect((await missed())[0]).toMatchObject({ state: 'closed' });
});
