import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { type Alarm, type AlarmKind, endAlarms, openAlarm, openAlarms } from '../store/alarms.ts';

export const systemCall = (app: Services, job: string): Call => ({
  app,
  actor: systemActor(job),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** What the trail calls an alarm: most are about the ledger itself. */
const wordOf = (kind: AlarmKind): string =>
  kind === 'clock' || kind === 'space' || kind === 'stamp' ? `${kind}-alarm` : 'alarm';

const say = (work: Work, alarm: Alarm, version: number, ended: boolean): void =>
  work.say({
    act: `ledger.${wordOf(alarm.kind)}-${ended ? 'ended' : 'raised'}`,
    subject: { kind: 'ledger-alarm', id: alarm.id, key: null, unitIds: [] },
    version,
    before: ended ? { open: true } : null,
    after: ended ? { open: false } : { open: true, kind: alarm.kind, says: alarm.says },
  });

/**
 * Raises an alarm at the first finding: in the trail, in the log as an error, and wherever open alarms are shown. While one of a kind is open no second is raised: an alarm is an
 * entry, and one for each turn would make the log grow for ever.
 */
export async function raiseAlarm(app: Services, job: string, kind: AlarmKind, says: string): Promise<void> {
  let isNew = false;
  await transact(systemCall(app, job), async (work) => {
    const alarm = { id: uuidv7(work.now.getTime()), kind, says, raised_at: work.now };
    isNew = await openAlarm(work.tx, alarm);
    if (isNew) say(work, alarm, 1, false);
    return done(null);
  });
  if (isNew) app.log.error({ kind, says }, 'the ledger raises an alarm');
}

/** What was found wrong was found right again by the same check. Where nothing is open it asks once. */
export async function endAlarmsOf(app: Services, job: string, kinds: readonly AlarmKind[]): Promise<void> {
  const open = await openAlarms(app.database.db);
  if (!open.some((alarm) => kinds.includes(alarm.kind))) return;
  await transact(systemCall(app, job), async (work) => {
    for (const alarm of await endAlarms(work.tx, kinds, work.now)) say(work, alarm, 2, true);
    return done(null);
  });
}
