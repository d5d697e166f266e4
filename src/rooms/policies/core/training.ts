import type { RecordFields } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { inForceAt, type Policy, type PolicyVersion, versionKey } from './policy.ts';

/** Somebody was trained in one version of a policy; recorded by somebody else. */
export type Training = {
  readonly id: string;
  /** TRN-1 … */
  readonly key: string;
  readonly policyId: string;
  readonly number: number;
  readonly personId: string;
  readonly trainedAt: Date;
  /** None: it counts as long as its version is in force. */
  readonly expiresAt: Date | null;
  /** Where the proof lies: a course, a test, a certificate. */
  readonly evidence: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revokedBecause: string | null;
};

export const trainingRefusals = defineRefusals('policies', {
  'training-not-current': {
    kind: 'rule',
    says: (f: { policy: string; number: number; title: string; since: string | null }) =>
      f.since === null
        ? `You have no training in ${f.policy} “${f.title}”, version ${f.number}, without which your role signs nothing here.`
        : `Your training in ${f.policy} “${f.title}”, version ${f.number}, ran out at ${f.since}; without it your role signs nothing here.`,
    remedy: 'Take the training; then somebody else records it on the page of the policy.',
  },
  'signing-rules-unread': {
    kind: 'rule',
    says: (f: { policy: string; number: number; title: string }) =>
      `You have not acknowledged ${f.policy} “${f.title}”, version ${f.number}: it says how you answer for what you sign.`,
    remedy: 'Read it on its page and acknowledge it; then sign.',
  },
  'training-by-another': {
    kind: 'forbidden',
    says: () => 'Nobody records or revokes their own training.',
    remedy: 'Ask somebody else who may record trainings.',
  },
  'no-such-trainee': {
    kind: 'rule',
    says: (f: { person: string }) => `There is no active person “${f.person}”.`,
    remedy: 'Name somebody who is registered, by e-mail or id.',
  },
  'no-such-training': {
    kind: 'notFound',
    says: () => 'There is no such training.',
    remedy: 'GET /policies/{id}/trainings lists those of a policy.',
  },
  'training-not-asked': {
    kind: 'rule',
    says: (f: { number: number }) => `Version ${f.number} is not approved, so nobody can be trained in it.`,
    remedy: 'Name a version that is in force, or approved and about to be.',
  },
  'training-ahead': {
    kind: 'rule',
    says: () => 'The training lies ahead.',
    remedy: 'Record it once it was taken.',
  },
  'training-ran-out': {
    kind: 'rule',
    says: (f: { expiresAt: string }) => `A training of that day ran out at ${f.expiresAt}.`,
    remedy: 'Record a training that still counts.',
  },
  'training-revoked': {
    kind: 'conflict',
    says: () => 'It was revoked already.',
    remedy: 'Record the training anew, if it was taken.',
  },
});

/** When a training in a version stops to count: so many months of the calendar later, at the same time of day in UTC; on the last day of a shorter month. */
export function trainedUntil(trainedAt: Date, months: number | null): Date | null {
  if (months === null) return null;
  const until = new Date(trainedAt);
  until.setUTCDate(1);
  until.setUTCMonth(until.getUTCMonth() + months);
  const days = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() + 1, 0)).getUTCDate();
  until.setUTCDate(Math.min(trainedAt.getUTCDate(), days));
  return until;
}

/** Whether a training counts at a moment. */
export const isCurrent = (training: Training, now: Date): boolean =>
  training.revokedAt === null && training.trainedAt <= now && (training.expiresAt === null || training.expiresAt > now);

/** The training of one person in one version that counts the longest; else the one that ran out last; none where none was recorded or all were revoked. */
export function bestOf(trainings: readonly Training[]): Training | undefined {
  const end = ({ expiresAt }: Training): number => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return trainings.filter((one) => one.revokedAt === null).toSorted((a, b) => end(b) - end(a))[0];
}

/** Policies in force that demand a training of somebody with these roles, each with the version. */
export const demandedOf = (
  policies: readonly Policy[],
  roles: readonly string[],
  now: Date,
): readonly { readonly policy: Policy; readonly version: PolicyVersion }[] =>
  policies.flatMap((policy) => {
    const version = inForceAt(policy, now);
    return version?.trainedRoles.some((role) => roles.includes(role)) === true ? [{ policy, version }] : [];
  });

/** 21 CFR 11.10(i): why somebody with these roles may not sign where these policies hold; empty when each training that is demanded is current. */
export const untrained = (
  policies: readonly Policy[],
  roles: readonly string[],
  trainings: readonly Training[],
  now: Date,
): readonly Refusal[] =>
  demandedOf(policies, roles, now).flatMap(({ policy, version }) => {
    const best = bestOf(trainings.filter((one) => one.policyId === policy.id && one.number === version.number));
    if (best !== undefined && isCurrent(best, now)) return [];
    const facts = { policy: policy.key, number: version.number, title: policy.title };
    return [
      trainingRefusals['training-not-current'](
        { ...facts, since: best?.expiresAt?.toISOString() ?? null },
        { link: `/policies/${policy.key}` },
      ),
    ];
  });

/** 21 CFR 11.10(j): rules of signing that hold here and that the signer has not acknowledged in the version in force. */
export const unread = (policies: readonly Policy[], acknowledged: ReadonlySet<string>, now: Date): readonly Refusal[] =>
  policies.flatMap((policy) => {
    const version = policy.kind === 'signing' ? inForceAt(policy, now) : undefined;
    if (version === undefined || acknowledged.has(`${policy.id} ${version.number}`)) return [];
    return [
      trainingRefusals['signing-rules-unread'](
        { policy: policy.key, number: version.number, title: policy.title },
        { link: `/policies/${policy.key}` },
      ),
    ];
  });

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** A training as the trail of its policy keeps it: under its key. */
export const trainingFields = (policy: Pick<Policy, 'key'>, one: Training): RecordFields => ({
  trainings: {
    [one.key]: {
      version: versionKey(policy, one.number),
      personId: one.personId,
      trainedAt: iso(one.trainedAt),
      expiresAt: iso(one.expiresAt),
      evidence: one.evidence,
      recordedBy: one.recordedBy,
      revokedBy: one.revokedBy,
      revokedAt: iso(one.revokedAt),
      revokedBecause: one.revokedBecause,
    },
  },
});
