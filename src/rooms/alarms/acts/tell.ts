import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { concernedBy, holdersOf, organisation } from '../../identity/door.ts';
import type { Alarm } from '../core/alarm.ts';
import { escalationMinutes } from '../core/profile.ts';
import { findAlarm } from '../store/alarms.ts';
import { type Channel, insertDelivery, markTold, overdueAlarms, untoldAlarms } from '../store/deliveries.ts';
import { lockKind, suppressionOf } from '../store/suppressions.ts';
import { stepAlarm } from './step-alarm.ts';

export const systemCall = (app: Services, job: string): Call => ({
  app,
  actor: systemActor(job),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

const isWaiting = (alarm: Alarm): boolean => alarm.state === 'raised' || alarm.state === 'passed';

/** People who hold one of the roles where the alarm stands; of one without a unit, wherever they hold it. */
async function peopleToTell(work: Work, alarm: Alarm): Promise<readonly string[]> {
  const kind = work.app.alarms.get(alarm.kind);
  const roles = kind === undefined ? ['quality'] : alarm.level === 1 ? kind.roles : kind.escalatesTo;
  const [root] = alarm.unitIds.length === 0 ? await organisation(work.tx) : [];
  const found = root === undefined ? [] : await concernedBy(work.tx, roles, root.id, work.now);
  const ids = new Set(found.map(({ id }) => id));
  for (const unit of alarm.unitIds) for (const { id } of await holdersOf(work.tx, roles, unit, work.now)) ids.add(id);
  return [...ids].slice(0, 50);
}

/** Writes down to whom an alarm is sent, by each channel that there is; sending is another turn, outside of any transaction. */
async function tellIn(work: Work, alarm: Alarm): Promise<void> {
  const { outgoing } = work.app.settings;
  const waiting = (channel: Channel, personId: string | null) =>
    insertDelivery(work.tx, {
      id: uuidv7(work.now.getTime()),
      alarmId: alarm.id,
      level: alarm.level,
      channel,
      personId,
      createdAt: work.now,
      state: 'waiting',
      attempts: 0,
      nextAt: work.now,
    });
  if (outgoing?.webhook !== undefined) await waiting('webhook', null);
  if (outgoing?.mail !== undefined) for (const person of await peopleToTell(work, alarm)) await waiting('mail', person);
  await markTold(work.tx, alarm.id, alarm.level, work.now);
}

/** Whether the alarm waits for somebody and may be told of. Asked with the kind locked, so that none slips out while its suppression is being approved. */
async function isToBeTold(work: Work, alarm: Alarm): Promise<boolean> {
  if (!isWaiting(alarm)) return false;
  await lockKind(work.tx, alarm.kind);
  return (await suppressionOf(work.tx, alarm.kind, work.now)) === null;
}

/** Tells of every alarm of which its people do not know yet. One whose kind is suppressed waits for the end of that. */
export async function tellAlarms(app: Services): Promise<void> {
  for (const id of await untoldAlarms(app.database.db, app.clock.now())) {
    await transact(systemCall(app, 'alarms.tell'), async (work) => {
      const alarm = await findAlarm(work.tx, id, 'for update');
      if (alarm !== null && (await isToBeTold(work, alarm))) await tellIn(work, alarm);
      return done(null);
    });
  }
}

/** What nobody acknowledged in the time that the profile sets goes to others as well (21 CFR 11.300(d)). */
export async function escalateAlarms(app: Services): Promise<void> {
  const minutes = heldOf(await readProfile(app.database.db), escalationMinutes);
  const before = new Date(app.clock.now().getTime() - minutes * 60_000);
  for (const id of await overdueAlarms(app.database.db, before, app.clock.now())) {
    await transact(systemCall(app, 'alarms.escalate'), async (work) => {
      const alarm = await findAlarm(work.tx, id, 'for update');
      if (alarm !== null && alarm.level === 1 && (await isToBeTold(work, alarm)))
        await tellIn(work, await stepAlarm(work, alarm, 'escalate', { level: 2 }));
      return done(null);
    });
  }
}
