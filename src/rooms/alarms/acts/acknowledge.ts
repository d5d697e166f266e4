import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { roleInWords } from '../../identity/door.ts';
import { type Alarm, acknowledgeFaults, alarmSubject, alarmRefusals as no, rolesActing } from '../core/alarm.ts';
import { findAlarm } from '../store/alarms.ts';
import { stepAlarm } from './step-alarm.ts';

/** Whether the actor may see where an alarm stands: one without a unit is everybody's who reads alarms. */
export const mayRead = (work: Pick<Work, 'mayNot'>, alarm: Pick<Alarm, 'unitIds'>): boolean =>
  alarm.unitIds.length === 0
    ? work.mayNot('alarms.read', null).length === 0
    : alarm.unitIds.some((unit) => work.mayNot('alarms.read', unit).length === 0);

/** Somebody who must act says that they know, and what is done about it (EU GMP Annex 11 draft 8.4). An alarm that stands goes on standing; one that is over is closed. */
export const acknowledgeAlarm = (call: Call, named: string, comment: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('alarms.acknowledge', null);
    if (denied.length > 0) return refused(denied);
    const alarm = await findAlarm(work.tx, named, 'for update');
    if (alarm === null || !mayRead(work, alarm)) return refuse(no['no-such-alarm']({}));
    const kind = work.app.alarms.get(alarm.kind);
    const broken = [
      ...(await work.stale(alarmSubject(alarm), alarm.version)),
      ...acknowledgeFaults(alarm, kind, work.actor, comment, roleInWords),
    ];
    if (broken.length > 0) return refused(broken);
    const become = {
      acknowledgedBy: work.actor.id,
      acknowledgedAs: rolesActing(alarm, kind, work.actor),
      acknowledgedAt: work.now,
      comment,
    };
    await stepAlarm(work, alarm, 'acknowledge', become, { personId: work.actor.id, comment });
    return done({ id: alarm.id });
  });
