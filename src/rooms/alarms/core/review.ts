import { type AlarmKind, saidOf } from '../../../foundation/alarm.ts';
import type { Subject } from '../../../foundation/record.ts';
import { defineRefusals } from '../../../foundation/refusal.ts';
import type { SuppressionState } from '../contract-words.ts';

/** The log of alarms is one record of the ledger, by a fixed id: whether its review is overdue is said of it as a whole. */
export const alarmLogSubject: Subject = { kind: 'alarm-log', id: '01935f00-0000-7000-8000-0000000000b2', key: null, unitIds: [] };

/** When the log is to be reviewed next; null while nothing stands in it. `since`: where the last review ended, or the log began. */
export const reviewDueAt = (since: Date | null, days: number): Date | null =>
  since === null ? null : new Date(since.getTime() + days * 86_400_000);

export const reviewOverdueKind: AlarmKind = {
  kind: 'alarms.review-overdue',
  says: 'The review of the log of alarms is overdue',
  severity: 'high',
  roles: ['quality'],
  escalatesTo: ['validation-lead', 'system-owner'],
  suppressible: false,
  raisedBy: [{ act: 'alarms.review-overdue' }],
  endedBy: [{ act: 'alarms.review-caught-up' }],
  details: (said) => saidOf(said, '/says'),
};

/** What a reviewer of the log of alarms sees of a span of it. */
export type Statistics = {
  readonly kinds: readonly {
    readonly kind: string;
    readonly raised: number;
    /** How often, those that came back counted each time. */
    readonly times: number;
    readonly acknowledged: number;
    readonly waiting: number;
    readonly escalated: number;
    /** From raising to acknowledging; null where nobody acknowledged any. */
    readonly medianMinutes: number | null;
    /** Raised while nobody was told of the kind. */
    readonly suppressed: number;
    /** With a message that was given up. */
    readonly deliveryFailed: number;
  }[];
  readonly suppressions: readonly {
    readonly key: string;
    readonly kind: string;
    readonly state: SuppressionState;
    readonly reason: string;
    readonly requestedBy: string;
    readonly requestedAt: string;
    readonly endsAt: string;
    readonly decidedBy: string | null;
  }[];
};

export const reviewRefusals = defineRefusals('alarms', {
  'no-such-review': {
    kind: 'notFound',
    says: () => 'There is no such review.',
    remedy: 'They are listed under Alarms, Reviews.',
  },
  'seen-otherwise': {
    kind: 'conflict',
    says: (f: { until: string }) => `The log was reviewed until ${f.until} meanwhile.`,
    remedy: 'Load the statistics again, and review what came since.',
  },
  'until-ahead': {
    kind: 'rule',
    says: () => 'What is yet to come cannot be reviewed.',
    remedy: 'Review until the moment at which the statistics were made.',
  },
});
