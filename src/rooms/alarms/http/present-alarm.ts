import { presentCan } from '../../../foundation/http/problem.ts';
import type { Call } from '../../../foundation/transact.ts';
import { roleInWords } from '../../identity/door.ts';
import type { AlarmRow, AlarmView } from '../contract.ts';
import { type Alarm, acknowledgeFaults } from '../core/alarm.ts';
import { stepsOf } from '../store/alarms.ts';
import { deliveriesOf } from '../store/deliveries.ts';
import { suppressionOf } from '../store/suppressions.ts';
import { namesOf } from './names-of.ts';

/** An alarm about an account is shown as one about the person. */
const kindOf = (alarm: Alarm): string => (alarm.subjectKind === 'account' ? 'person' : alarm.subjectKind);

/** Labels of what alarms are about, one question a kind; what the reader may not see keeps its key only. */
async function labelsOf(call: Call, alarms: readonly Alarm[]) {
  const { app, actor } = call;
  const found = new Map<string, { readonly label: string; readonly link: string | null }>();
  for (const kind of new Set(alarms.map(kindOf))) {
    const subject = app.subjects.get(kind);
    if (subject === undefined) continue;
    const of = alarms.filter(
      (alarm) =>
        kindOf(alarm) === kind &&
        (alarm.unitIds.length === 0 ? [null] : alarm.unitIds).some(
          (unit) => app.ports.authority.may(actor, subject.readRight, unit).length === 0,
        ),
    );
    const ids = [...new Set(of.map((alarm) => alarm.subjectId))];
    for (const one of ids.length === 0 ? [] : await subject.label(app.database.db, ids)) found.set(one.id, one);
  }
  return found;
}

export async function presentAlarms(call: Call, alarms: readonly Alarm[]): Promise<AlarmRow[]> {
  const [person, labels] = await Promise.all([
    namesOf(
      call,
      alarms.map((one) => one.acknowledgedBy),
    ),
    labelsOf(call, alarms),
  ]);
  return alarms.map((alarm) => ({
    id: alarm.id,
    key: alarm.key,
    kind: alarm.kind,
    says: alarm.says,
    details: alarm.details,
    severity: alarm.severity,
    state: alarm.state,
    subject: {
      kind: kindOf(alarm),
      id: alarm.subjectId,
      key: alarm.subjectKey,
      label: labels.get(alarm.subjectId)?.label ?? null,
      link: labels.get(alarm.subjectId)?.link ?? null,
    },
    times: alarm.times,
    level: alarm.level,
    raisedAt: alarm.raisedAt.toISOString(),
    lastAt: alarm.lastAt.toISOString(),
    endedAt: alarm.endedAt?.toISOString() ?? null,
    acknowledged:
      alarm.acknowledgedBy === null || alarm.acknowledgedAt === null
        ? null
        : {
            by: person(alarm.acknowledgedBy),
            as: alarm.acknowledgedAs.map(roleInWords),
            at: alarm.acknowledgedAt.toISOString(),
            comment: alarm.comment ?? '',
          },
  }));
}

export async function presentAlarm(call: Call, alarm: Alarm): Promise<AlarmView | null> {
  const { app, actor } = call;
  const kind = app.alarms.get(alarm.kind);
  const { db } = app.database;
  const [rows, steps, told, suppressed] = await Promise.all([
    presentAlarms(call, [alarm]),
    stepsOf(db, alarm.id),
    deliveriesOf(db, alarm.id),
    suppressionOf(db, alarm.kind, app.clock.now()),
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  const person = await namesOf(
    call,
    [...steps, ...told].map((one) => one.personId),
  );
  const denied = app.ports.authority.may(actor, 'alarms.acknowledge', null);
  return {
    ...row,
    roles: (kind?.roles ?? []).map(roleInWords),
    escalatesTo: (kind?.escalatesTo ?? []).map(roleInWords),
    entry: app.acts.get(alarm.act) ?? null,
    steps: steps.map(({ verb, at, personId, comment }) => ({
      verb,
      at: at.toISOString(),
      by: personId === null ? null : person(personId),
      comment,
    })),
    deliveries: told.map(({ channel, personId, level, state, nextAt, tries }) => ({
      channel,
      to: personId === null ? null : person(personId),
      level,
      state,
      nextAt: state === 'waiting' ? nextAt.toISOString() : null,
      attempts: tries.map(({ at, outcome, says }) => ({ at: new Date(at).toISOString(), outcome, says })),
    })),
    suppressed: suppressed === null ? null : { key: suppressed.key, endsAt: suppressed.endsAt.toISOString() },
    version: alarm.version,
    can: presentCan({ acknowledge: [...denied, ...acknowledgeFaults(alarm, kind, actor, null, roleInWords)] }),
  };
}
