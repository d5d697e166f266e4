import type { Actor } from '../../../foundation/actor.ts';
import { transitionOf, withinOf } from '../../../foundation/state-machine.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { StepVerb } from '../contract-words.ts';
import { type Alarm, alarmFields, alarmSubject } from '../core/alarm.ts';
import { alarmMachine } from '../core/alarm-machine.ts';
import { insertStep, updateAlarm } from '../store/alarms.ts';

/**
 * Takes a locked alarm a step on: state, history and entry. @returns the alarm as it is then. The row of the machine says to which state the step leads; a step that the
 * state does not know is a fault of whoever asks.
 */
export async function stepAlarm(
  work: Work,
  alarm: Alarm,
  verb: Exclude<StepVerb, 'raise'>,
  become: Partial<Alarm>,
  said: { readonly personId?: string; readonly comment?: string; readonly by?: Actor } = {},
): Promise<Alarm> {
  const row = transitionOf<string, string, string>(alarmMachine, alarm.state, verb);
  const act = row?.act ?? withinOf(alarmMachine, alarm.state, verb)?.act;
  if (act === undefined) throw new Error(`an alarm that is ${alarm.state} knows no ${verb}`);
  const to = alarmMachine.states.find((state) => state === row?.to) ?? alarm.state;
  const after: Alarm = { ...alarm, ...become, state: to, version: alarm.version + 1 };
  await updateAlarm(work.tx, alarm, after);
  const { personId = null, comment = null, by } = said;
  await insertStep(work.tx, alarm.id, { number: after.version, verb, at: work.now, personId, comment });
  work.say({
    act,
    subject: alarmSubject(after),
    version: after.version,
    before: alarmFields(alarm),
    after: alarmFields(after),
    reason: comment,
    ...(by === undefined ? {} : { by }),
  });
  return after;
}
