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

export const alarmRecipes: Recipes = {
  'alarms.report-backup': async (w) => ({
    as: w.admin,
    body: { madeAt: w.h.clock.now().toISOString(), says: 'nightly dump, vault 2' },
  }),
  'alarms.acknowledge': async (w) => {
    const { id, version } = await standing(w);
    return { as: w.quality, params: { id }, ifMatch: version, body: { comment: 'The disk was replaced' } };
  },
};
