import type { AlarmKind } from '../../../foundation/alarm.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { SuppressionState } from '../contract-words.ts';

export type Suppression = {
  readonly id: string;
  /** ALS-1 … */
  readonly key: string;
  readonly kind: string;
  readonly state: SuppressionState;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly endsAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
};

export const suppressionSubject = ({ id, key }: Pick<Suppression, 'id' | 'key'>): Subject => ({
  kind: 'alarm-suppression',
  id,
  key,
  unitIds: [],
});

export const suppressionFields = (one: Suppression): RecordFields => ({
  kind: one.kind,
  state: one.state,
  reason: one.reason,
  requestedBy: one.requestedBy,
  endsAt: one.endsAt.toISOString(),
  decidedBy: one.decidedBy,
  decision: one.decision,
  endedAt: one.endedAt?.toISOString() ?? null,
});

export const suppressionRefusals = defineRefusals('alarms', {
  'no-such-suppression': {
    kind: 'notFound',
    says: () => 'There is no such suppression.',
    remedy: 'They are listed under Alarms, Suppressions.',
  },
  'no-such-kind': {
    kind: 'rule',
    says: (f: { kind: string }) => `No room raises alarms of the kind ${f.kind}.`,
    remedy: 'Take one of the kinds that are listed.',
  },
  'never-suppressed': {
    kind: 'rule',
    says: (f: { kind: string }) => `Alarms of the kind ${f.kind} are about the trail itself and are never suppressed.`,
    remedy: 'Mend what raises them; it ends by itself then.',
  },
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'Kinds of alarms and back-ups concern all units; your right reaches a part of them.',
    remedy: 'Ask somebody who holds the role for the whole organisation.',
  },
  'without-end': {
    kind: 'rule',
    says: () => 'No alarm is suppressed for good.',
    remedy: 'Say until when. Whoever needs longer asks again, and somebody looks at it again.',
  },
  'end-bounded': {
    kind: 'rule',
    says: (f: { hours: number; latest: string }) => `A suppression ends in the future and at most ${f.hours} hours ahead.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
  'suppressed-already': {
    kind: 'conflict',
    says: (f: { key: string }) => `${f.key} suppresses this kind already, or waits for a decision.`,
    remedy: 'Wait for its end or its decision.',
  },
  'suppression-over': {
    kind: 'conflict',
    says: (f: { state: string }) => `This suppression is ${f.state}.`,
    remedy: 'Ask for a new one where one is needed.',
  },
  'not-requester': {
    kind: 'forbidden',
    says: () => 'Whoever asked for a suppression withdraws it; others reject it.',
    remedy: 'Ask them, or reject it.',
  },
});

const hour = 3_600_000;

/** Every broken rule of asking for one. */
export function askFaults(
  named: string,
  kind: AlarmKind | undefined,
  endsAt: Date | null,
  now: Date,
  hours: number,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (kind === undefined) refusals.push(suppressionRefusals['no-such-kind']({ kind: named }, { field: '/kind' }));
  if (kind?.suppressible === false) refusals.push(suppressionRefusals['never-suppressed']({ kind: named }, { field: '/kind' }));
  if (endsAt === null) refusals.push(suppressionRefusals['without-end']({}, { field: '/endsAt' }));
  else refusals.push(...endBounded(endsAt, now, hours));
  return refusals;
}

export function endBounded(endsAt: Date, now: Date, hours: number): readonly Refusal[] {
  const latest = new Date(now.getTime() + hours * hour);
  if (endsAt > now && endsAt <= latest) return [];
  return [suppressionRefusals['end-bounded']({ hours, latest: latest.toISOString() }, { field: '/endsAt' })];
}
