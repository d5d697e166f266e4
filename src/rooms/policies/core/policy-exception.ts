import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { PolicyExceptionState } from '../contract-words.ts';

export type PolicyException = {
  readonly id: string;
  /** PEX-1 … */
  readonly key: string;
  readonly policyId: string;
  readonly number: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly state: PolicyExceptionState;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
};

export const exceptionSubject = ({ id, key, unitIds }: Pick<PolicyException, 'id' | 'key' | 'unitIds'>): Subject => ({
  kind: 'policy-exception',
  id,
  key,
  unitIds: [...unitIds],
});

export const exceptionFields = (one: PolicyException): RecordFields => ({
  policyId: one.policyId,
  number: one.number,
  subject: { kind: one.subjectKind, id: one.subjectId, key: one.subjectKey },
  state: one.state,
  reason: one.reason,
  requestedBy: one.requestedBy,
  expiresAt: one.expiresAt.toISOString(),
  decidedBy: one.decidedBy,
  decision: one.decision,
  endedAt: one.endedAt?.toISOString() ?? null,
});

/** Whether it lets the record depart from the policy at this moment. */
export const holdsAt = (one: Pick<PolicyException, 'state' | 'expiresAt'>, now: Date): boolean =>
  one.state === 'granted' && one.expiresAt > now;

export const exceptionRefusals = defineRefusals('policies', {
  'no-such-exception': {
    kind: 'notFound',
    says: () => 'There is no such exception.',
    remedy: 'The exceptions from a policy are listed with it.',
  },
  'exception-bounded': {
    kind: 'rule',
    says: (f: { expiresAt: string; latest: string; days: number }) =>
      `An exception ends in the future and at most ${f.days} days ahead, not at ${f.expiresAt}.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
  'exception-open': {
    kind: 'conflict',
    says: (f: { key: string }) => `The record has an exception from this policy already, or one is asked for: ${f.key}.`,
    remedy: 'Wait for its decision or its end.',
  },
  'nothing-in-force': {
    kind: 'rule',
    says: () => 'No version of the policy is in force: there is nothing to be excepted from.',
    remedy: 'Ask when it has taken effect.',
  },
  'not-granter': {
    kind: 'forbidden',
    says: () => 'Exceptions are decided by quality, or by the owner of the policy.',
    remedy: 'Ask one of them.',
  },
  'not-requester': {
    kind: 'forbidden',
    says: () => 'Whoever asked for an exception withdraws it; others reject it.',
    remedy: 'Ask who asked for it.',
  },
  'exception-over': {
    kind: 'conflict',
    says: (f: { verb: string; state: string }) => `“${f.verb}” does not lead on from ${f.state}.`,
    remedy: 'Look at the exception as it is now.',
  },
});

/** An exception ends, at most so many days ahead (compliance profile). */
export function exceptionBounded(expiresAt: Date, now: Date, days: number): readonly Refusal[] {
  const latest = new Date(now.getTime() + days * 86_400_000);
  if (expiresAt > now && expiresAt <= latest) return [];
  const facts = { expiresAt: expiresAt.toISOString(), latest: latest.toISOString(), days };
  return [exceptionRefusals['exception-bounded'](facts, { field: '/expiresAt' })];
}
