import type { Actor } from '../../../foundation/actor.ts';
import type { AlarmKind, AlarmSeverity } from '../../../foundation/alarm.ts';
import type { RecordFields, Said, Subject } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { AlarmState } from '../contract-words.ts';
import { alarmMachine } from './alarm-machine.ts';

export type Alarm = {
  readonly id: string;
  /** ALM-1 … */
  readonly key: string;
  readonly kind: string;
  /** What makes two alarms of a kind one that came back. */
  readonly mark: string;
  readonly severity: AlarmSeverity;
  readonly says: string;
  readonly details: string | null;
  /** The act of the trail that raised it, and the record that this act was about. */
  readonly act: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly state: AlarmState;
  readonly times: number;
  readonly level: 1 | 2;
  readonly raisedAt: Date;
  readonly lastAt: Date;
  readonly endedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAs: readonly string[];
  readonly acknowledgedAt: Date | null;
  readonly comment: string | null;
  readonly version: number;
};

export const alarmSubject = ({ id, key, unitIds }: Pick<Alarm, 'id' | 'key' | 'unitIds'>): Subject => ({
  kind: 'alarm',
  id,
  key,
  unitIds: [...unitIds],
});

/** The record as the trail keeps it. */
export const alarmFields = (alarm: Alarm): RecordFields => ({
  kind: alarm.kind,
  severity: alarm.severity,
  says: alarm.says,
  details: alarm.details,
  act: alarm.act,
  subject: { kind: alarm.subjectKind, id: alarm.subjectId, key: alarm.subjectKey },
  state: alarm.state,
  times: alarm.times,
  level: alarm.level,
  raisedAt: alarm.raisedAt.toISOString(),
  lastAt: alarm.lastAt.toISOString(),
  endedAt: alarm.endedAt?.toISOString() ?? null,
  acknowledgedBy: alarm.acknowledgedBy,
  acknowledgedAs: [...alarm.acknowledgedAs],
  acknowledgedAt: alarm.acknowledgedAt?.toISOString() ?? null,
  comment: alarm.comment,
});

export const lasts = (kind: AlarmKind): boolean => (kind.endedBy ?? []).length > 0;

export const markOf = (kind: AlarmKind, said: Said): string => kind.mark?.(said) ?? said.subject.id;

export const alarmRefusals = defineRefusals('alarms', {
  'no-such-alarm': {
    kind: 'notFound',
    says: () => 'There is no such alarm.',
    remedy: 'The alarms that you may see are listed under Alarms.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'This cursor is not one that the page before gave.',
    remedy: 'Begin with the first page again.',
  },
  'not-waiting': {
    kind: 'conflict',
    says: (f: { key: string }) => `${f.key} is acknowledged already.`,
    remedy: 'Nothing is left to do: who acknowledged it, and with what comment, stands in its history.',
  },
  'comment-missing': {
    kind: 'rule',
    says: () => 'An alarm is acknowledged with a comment.',
    remedy: 'Say what was found and what is done about it, in three characters at least.',
  },
  'role-must-act': {
    kind: 'forbidden',
    says: (f: { roles: readonly string[] }) => `Alarms of this kind are acknowledged by ${f.roles.join(' or ')}.`,
    remedy: 'Ask somebody who holds one of these roles where the alarm stands.',
  },
  'about-yourself': {
    kind: 'forbidden',
    says: () => 'This alarm is about your own account.',
    remedy: 'Somebody else who holds the role acknowledges it.',
  },
});

/** Roles that the actor holds where the alarm stands, of those that may acknowledge it now. */
export function rolesActing(
  alarm: Pick<Alarm, 'unitIds' | 'level'>,
  kind: AlarmKind | undefined,
  actor: Actor,
): readonly string[] {
  const may = mayAcknowledge(alarm, kind);
  const held = actor.holdings
    .filter(
      ({ reach, only }) =>
        only === undefined && (reach === 'all' || alarm.unitIds.length === 0 || alarm.unitIds.some((unit) => reach.has(unit))),
    )
    .map(({ role }) => role);
  return may.filter((role) => held.includes(role));
}

/** Whoever must act; once it has escalated, those to whom it went as well. A kind that this build no longer knows is quality's. */
export const mayAcknowledge = ({ level }: Pick<Alarm, 'level'>, kind: AlarmKind | undefined): readonly string[] =>
  kind === undefined ? ['quality'] : level === 1 ? kind.roles : [...new Set([...kind.roles, ...kind.escalatesTo])];

/** Every broken rule of acknowledging, permission first. `sayRole` puts a role into words. */
export function acknowledgeFaults(
  alarm: Alarm,
  kind: AlarmKind | undefined,
  actor: Actor,
  comment: string | null,
  sayRole: (role: string) => string,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (rolesActing(alarm, kind, actor).length === 0)
    refusals.push(alarmRefusals['role-must-act']({ roles: mayAcknowledge(alarm, kind).map(sayRole) }));
  if (['account', 'person'].includes(alarm.subjectKind) && alarm.subjectId === actor.id)
    refusals.push(alarmRefusals['about-yourself']({}));
  if (transitionOf(alarmMachine, alarm.state, 'acknowledge') === undefined)
    refusals.push(alarmRefusals['not-waiting']({ key: alarm.key }));
  if (comment !== null && comment.trim().length < 3) refusals.push(alarmRefusals['comment-missing']({}, { field: '/comment' }));
  return refusals;
}
