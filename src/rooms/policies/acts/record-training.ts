import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { type Policy, policySubject } from '../core/policy.ts';
import { policyRefusals } from '../core/policy-rules.ts';
import { trainingRefusals as no, type Training, trainedUntil, trainingFields } from '../core/training.ts';
import { findPolicy } from '../store/policies.ts';
import { findTraining, insertTraining, saveRevocation } from '../store/trainings.ts';
import type { Changed } from './open-policy.ts';

const right = 'policies.record-training';

export type TrainingInput = {
  /** E-mail or id. */
  readonly person: string;
  readonly number: number;
  readonly trainedAt: Date;
  readonly evidence: string;
};

/** Finds a policy of a unit in which the actor records trainings, and locks it: what is said of its trainings stands in one order. */
async function openForTraining(work: Work, named: string): Promise<Outcome<Policy>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const policy = await findPolicy(work.tx, named, 'for update');
  if (policy === null) return refuse(policyRefusals['no-such-policy']({}));
  const denied = work.mayNot(right, policy.unitId);
  return denied.length > 0 ? refused(denied) : done(policy);
}

const own = (work: Work, personId: string): readonly Refusal[] =>
  work.actor.id === personId ? [no['training-by-another']({}, { field: '/person' })] : [];

/** Somebody was trained in a version of a policy. Said by somebody else, with where the proof lies. */
export const recordTraining = (call: Call, named: string, input: TrainingInput): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await openForTraining(work, named);
    if (!opened.ok) return opened;
    const policy = opened.value;
    const byId = /^[0-9a-f-]{36}$/.test(input.person);
    const people = await peopleBy(work.tx, byId ? { ids: [input.person] } : { emails: [input.person] });
    const person = people.find((one) => one.active);
    const version = policy.versions.find(
      (one) => one.number === input.number && (one.state === 'approved' || one.state === 'effective'),
    );
    const expiresAt = trainedUntil(input.trainedAt, version?.trainingMonths ?? null);
    const broken = [
      ...(person === undefined ? [no['no-such-trainee']({ person: input.person }, { field: '/person' })] : own(work, person.id)),
      ...(version === undefined ? [no['training-not-asked']({ number: input.number }, { field: '/number' })] : []),
      ...(input.trainedAt > work.now ? [no['training-ahead']({}, { field: '/trainedAt' })] : []),
      ...(expiresAt !== null && expiresAt <= work.now
        ? [no['training-ran-out']({ expiresAt: expiresAt.toISOString() }, { field: '/trainedAt' })]
        : []),
    ];
    if (person === undefined || broken.length > 0) return refused(broken);
    const training: Training = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('TRN'),
      policyId: policy.id,
      number: input.number,
      personId: person.id,
      trainedAt: input.trainedAt,
      expiresAt,
      evidence: input.evidence,
      recordedBy: work.actor.id,
      recordedAt: work.now,
      revokedBy: null,
      revokedAt: null,
      revokedBecause: null,
    };
    await insertTraining(work.tx, training);
    work.say({
      act: 'policies.training-recorded',
      subject: policySubject(policy),
      version: policy.version,
      before: null,
      after: trainingFields(policy, training),
    });
    return done({ id: training.id, version: policy.version });
  });

/** A training that was recorded wrongly counts no longer; what was signed meanwhile stands, and the trail says both. */
export const revokeTraining = (call: Call, named: string, reason: string): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot(right, null);
    if (nowhere.length > 0) return refused(nowhere);
    const seen = await findTraining(work.tx, named);
    if (seen === null) return refuse(no['no-such-training']({}));
    const opened = await openForTraining(work, seen.policyId);
    if (!opened.ok) return opened;
    // Read anew behind the lock of its policy.
    const training = (await findTraining(work.tx, seen.id)) ?? seen;
    const broken = [...own(work, training.personId), ...(training.revokedAt === null ? [] : [no['training-revoked']({})])];
    if (broken.length > 0) return refused(broken);
    const after = { ...training, revokedBy: work.actor.id, revokedAt: work.now, revokedBecause: reason };
    await saveRevocation(work.tx, after);
    work.say({
      act: 'policies.training-revoked',
      subject: policySubject(opened.value),
      version: opened.value.version,
      before: trainingFields(opened.value, training),
      after: trainingFields(opened.value, after),
      reason,
    });
    return done({ id: training.id, version: opened.value.version });
  });
