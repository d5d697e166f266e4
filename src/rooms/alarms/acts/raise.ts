import type { Alarming, AlarmKind } from '../../../foundation/alarm.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { Said } from '../../../foundation/record.ts';
import type { Services } from '../../../foundation/services.ts';
import { beginningOf } from '../../../foundation/state-machine.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Alarm, alarmFields, alarmSubject, lasts, markOf } from '../core/alarm.ts';
import { alarmMachine } from '../core/alarm-machine.ts';
import { insertAlarm, insertStep, openAlarmOf, standingAlarms } from '../store/alarms.ts';
import { stepAlarm } from './step-alarm.ts';

type Bearing = { readonly kind: AlarmKind; readonly alarming: Alarming; readonly ends: boolean };
type ByAct = ReadonlyMap<string, readonly Bearing[]>;

/** Of each act what it raises and ends: made once from the cards, because every act of the house asks. */
const known = new WeakMap<Services['alarms'], ByAct>();
function bearingsOf(alarms: Services['alarms']): ByAct {
  const made = known.get(alarms);
  if (made !== undefined) return made;
  const byAct = new Map<string, Bearing[]>();
  const add = (kind: AlarmKind, alarming: Alarming, ends: boolean) =>
    byAct.set(alarming.act, [...(byAct.get(alarming.act) ?? []), { kind, alarming, ends }]);
  for (const kind of alarms.values()) {
    for (const one of kind.raisedBy) add(kind, one, false);
    for (const one of kind.endedBy ?? []) add(kind, one, true);
  }
  known.set(alarms, byAct);
  return byAct;
}

/**
 * Wired to foundation's `alarmed` port: raises and ends what the entries of an act raise and end, in the transaction of that act. The entry of the alarm names who acted, as
 * that of the act does.
 */
export async function alarmed(work: Work, said: readonly Said[]): Promise<void> {
  const byAct = bearingsOf(work.app.alarms);
  for (const entry of said) {
    for (const { kind, alarming, ends } of byAct.get(entry.act) ?? []) {
      if (alarming.when?.(entry) === false) continue;
      if (ends) await endFor(work, kind, entry);
      else await raiseFor(work, kind, entry);
    }
  }
}

async function endFor(work: Work, kind: AlarmKind, said: Said): Promise<void> {
  for (const alarm of await standingAlarms(work.tx, kind.kind, said.subject.id))
    await stepAlarm(work, alarm, 'end', { endedAt: work.now }, byOf(said));
}

async function raiseFor(work: Work, kind: AlarmKind, said: Said): Promise<void> {
  const mark = markOf(kind, said);
  const open = await openAlarmOf(work.tx, kind.kind, mark);
  if (open !== null) return raiseAgain(work, kind, open, said);
  const moment = !lasts(kind);
  const row = beginningOf(alarmMachine, moment ? 'note' : 'raise');
  const alarm: Alarm = {
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('ALM'),
    kind: kind.kind,
    mark,
    severity: kind.severity,
    says: kind.says,
    details: detailsOf(kind, said),
    act: said.act,
    ...subjectOf(said),
    unitIds: said.subject.unitIds,
    state: moment ? 'passed' : 'raised',
    times: 1,
    level: 1,
    raisedAt: work.now,
    lastAt: work.now,
    endedAt: moment ? work.now : null,
    acknowledgedBy: null,
    acknowledgedAs: [],
    acknowledgedAt: null,
    comment: null,
    version: 1,
  };
  if (!(await insertAlarm(work.tx, alarm))) {
    const theirs = await openAlarmOf(work.tx, kind.kind, mark);
    return theirs === null ? raiseFor(work, kind, said) : raiseAgain(work, kind, theirs, said);
  }
  await insertStep(work.tx, alarm.id, { number: 1, verb: 'raise', at: work.now, personId: null, comment: null });
  work.say({
    act: row.act,
    subject: alarmSubject(alarm),
    version: 1,
    before: null,
    after: alarmFields(alarm),
    ...byOf(said),
  });
}

const subjectOf = ({ subject }: Said) => ({ subjectKind: subject.kind, subjectId: subject.id, subjectKey: subject.key });
const byOf = ({ by }: Said) => (by === undefined || by === null ? {} : { by });

const detailsOf = (kind: AlarmKind, said: Said): string | null => {
  const details = kind.details?.(said) ?? '';
  return details === '' ? null : details;
};

/** What nobody acknowledged yet came back or happened once more; what stands goes on standing, and nothing is said twice. */
async function raiseAgain(work: Work, kind: AlarmKind, open: Alarm, said: Said): Promise<void> {
  if (open.state !== 'passed') return;
  const again = { times: open.times + 1, lastAt: work.now, details: detailsOf(kind, said), ...subjectOf(said) };
  if (lasts(kind)) await stepAlarm(work, open, 'return', { ...again, endedAt: null }, byOf(said));
  else await stepAlarm(work, open, 'repeat', { ...again, endedAt: work.now }, byOf(said));
}
