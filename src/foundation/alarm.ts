import type { Said } from './record.ts';

/** How grave it is: `critical` somebody must act now; `high` today; `notice` somebody must know of it. */
export const alarmSeverities = ['critical', 'high', 'notice'] as const;
export type AlarmSeverity = (typeof alarmSeverities)[number];

/** An act that raises an alarm. */
export type Alarming = {
  readonly act: string;
  /** Whether this entry of the act is one; absent: each is. */
  readonly when?: (said: Said) => boolean;
};

/**
 * What a room finds alarming about its own acts: data on its card. Whoever writes such an entry raises the alarm in the same transaction, so that there is no alarming entry
 * without its alarm and no alarm without its entry.
 */
export type AlarmKind = {
  /** `room.name`, such as `identity.account-locked`. */
  readonly kind: string;
  /** What happened, as a sentence without a name in it: people are named by the record that the alarm is about. */
  readonly says: string;
  readonly severity: AlarmSeverity;
  /** Roles that must act: they are told first, and they alone acknowledge. */
  readonly roles: readonly string[];
  /** Roles that are told where nobody of the first acknowledged in time. */
  readonly escalatesTo: readonly string[];
  readonly raisedBy: readonly Alarming[];
  /** Acts that say that what was wrong is right again, on the same record. Without any the alarm is about a moment, which is over when it is raised. */
  readonly endedBy?: readonly Alarming[];
  /** The details, from the entry; absent: there is nothing beyond `says`. */
  readonly details?: (said: Said) => string;
  /** Two entries with one mark are one alarm that came back; absent: the record that the entry is about. */
  readonly mark?: (said: Said) => string;
  /** False: nobody may suppress it. */
  readonly suppressible?: false;
};

/** The new value of a field of an entry as text; empty where the entry does not change it. The field as a JSON pointer. */
export function saidOf(said: Said, field: string): string {
  const value = said.changes.find((change) => change.field === field)?.new;
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}
