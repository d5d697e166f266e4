import { endAlarmsOf, raiseAlarm } from '../../../src/rooms/ledger/acts/raise-alarm.ts';
import type { HttpReply } from '../../support/house.ts';
import { must, type Recipes, type World } from './world.ts';

/** An alarm that stands and that nobody has acknowledged. */
async function standing(w: World): Promise<HttpReply['body']> {
  await raiseAlarm(w.h.app, 'ledger.test', 'damage', 'entry 7 does not fit');
  const { items } = await must(w.h.http(w.quality, 'GET', '/alarms?state=raised&kind=ledger.does-not-fit'));
  await endAlarmsOf(w.h.app, 'ledger.test', ['damage']);
  return must(w.h.http(w.quality, 'GET', `/alarms/${items[0].id}`));
}

/** A kind to be suppressed for an hour, of which nothing is asked yet. */
async function suppressed(w: World, kind: string) {
  const { items } = await must(w.h.http(w.quality, 'GET', '/alarm-suppressions?limit=200'));
  for (const one of items.filter((item: HttpReply['body']) => item.kind === kind && item.state === 'requested'))
    await must(
      w.h.http(w.quality, 'POST', `/alarm-suppressions/${one.id}/acts/reject`, {
        ifMatch: one.version,
        body: { reason: 'asked for once more' },
      }),
    );
  return { kind, reason: 'a load test tries every door', endsAt: new Date(w.h.clock.now().getTime() + 3_600_000).toISOString() };
}

export const alarmRecipes: Recipes = {
  'alarms.report-backup': async (w) => ({
    as: w.admin,
    body: { madeAt: w.h.clock.now().toISOString(), says: 'nightly dump, vault 2' },
  }),
  'alarms.request-suppression': async (w) => ({
    as: w.admin,
    body: await suppressed(w, 'alarms.backup-missed'),
  }),
  'alarms.act-on-suppression': async (w) => {
    const body = await suppressed(w, 'identity.account-locked');
    const { id, version } = await must(w.h.http(w.admin, 'POST', '/alarm-suppressions', { body }));
    return { as: w.admin, params: { id, verb: 'withdraw' }, ifMatch: version, body: { reason: 'the load test is called off' } };
  },
  'alarms.review': async (w) => {
    w.h.clock.moveBy(1_000);
    return { as: w.quality, body: { until: w.h.clock.now().toISOString(), comment: 'Nothing stands out' } };
  },
  'alarms.acknowledge': async (w) => {
    const { id, version } = await standing(w);
    return { as: w.quality, params: { id }, ifMatch: version, body: { comment: 'The disk was replaced' } };
  },
};
