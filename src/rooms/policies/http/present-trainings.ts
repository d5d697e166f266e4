import { presentCan } from '../../../foundation/http/problem.ts';
import type { Call } from '../../../foundation/transact.ts';
import { concernedBy, peopleBy } from '../../identity/door.ts';
import type { PolicyView, TrainingView } from '../contract.ts';
import { inForceAt, type Policy } from '../core/policy.ts';
import { isCurrent, trainingRefusals as no, type Training } from '../core/training.ts';
import { trainedAmong } from '../store/trainings.ts';

/** Trainings in one policy, with their people by name. */
export async function presentTrainings(call: Call, policy: Policy, trainings: readonly Training[]): Promise<TrainingView[]> {
  const { app, actor } = call;
  const now = app.clock.now();
  const ids = trainings.flatMap((one) => [one.personId, one.recordedBy, ...(one.revokedBy === null ? [] : [one.revokedBy])]);
  const names = new Map((await peopleBy(app.database.db, { ids })).map(({ id, name }) => [id, name] as const));
  const named = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const denied = app.ports.authority.may(actor, 'policies.record-training', policy.unitId);
  return trainings.map((one) => ({
    id: one.id,
    key: one.key,
    person: named(one.personId),
    number: one.number,
    trainedAt: one.trainedAt.toISOString(),
    expiresAt: one.expiresAt?.toISOString() ?? null,
    current: isCurrent(one, now),
    evidence: one.evidence,
    recordedBy: named(one.recordedBy),
    recordedAt: one.recordedAt.toISOString(),
    revoked:
      one.revokedBy === null || one.revokedAt === null
        ? null
        : { by: named(one.revokedBy), at: one.revokedAt.toISOString(), reason: one.revokedBecause ?? '' },
    can: presentCan({
      revoke: [
        ...denied,
        ...(one.personId === actor.id ? [no['training-by-another']({})] : []),
        ...(one.revokedAt === null ? [] : [no['training-revoked']({})]),
      ],
    }),
  }));
}

/** What the version in force asks of whom, and who is not trained in it now. */
export async function presentTraining(call: Call, policy: Policy): Promise<PolicyView['training']> {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const version = inForceAt(policy, now);
  if (version === undefined || version.trainedRoles.length === 0) return { roles: [], months: null, trained: 0, missing: [] };
  const asked = await concernedBy(db, version.trainedRoles, policy.unitId, now);
  const of = { id: policy.id, number: version.number };
  const trained = await trainedAmong(
    db,
    of,
    asked.map((person) => person.id),
    now,
  );
  return {
    roles: [...version.trainedRoles],
    months: version.trainingMonths,
    trained: trained.size,
    missing: asked.filter(({ id }) => !trained.has(id)).map(({ id, name }) => ({ id, name })),
  };
}
