import type { SigningBar } from '../../../foundation/services.ts';
import { rolesOfPeople } from '../../identity/door.ts';
import { inForceAt } from '../core/policy.ts';
import { unread, untrained } from '../core/training.ts';
import { acknowledgedBy, policiesAround } from '../store/policies.ts';
import { trainingsOfPerson } from '../store/trainings.ts';

/**
 * Who signs has acknowledged the rules of signing that hold where the record stands (21 CFR 11.10(j)), and is trained as the policies there ask of their
 * roles (21 CFR 11.10(i)): of those that they hold there, whichever they act in. Where a record stands in no unit, the policies of the whole organisation hold,
 * and the roles that they hold anywhere count. Trainings are locked: none is revoked under a signature.
 */
export const barSigning: SigningBar = async ({ tx, actor, now }, { unitIds }) => {
  const policies = await policiesAround(tx, unitIds);
  const signing = policies.filter((policy) => policy.kind === 'signing');
  const training = policies.filter((policy) => (inForceAt(policy, now)?.trainedRoles ?? []).length > 0);
  const rules = signing.length === 0 ? [] : unread(signing, await acknowledgedBy(tx, actor.id), now);
  if (training.length === 0) return rules;
  const held = await rolesOfPeople(tx, [actor.id], unitIds.length === 0 ? 'anywhere' : unitIds, now);
  const ids = training.map((policy) => policy.id);
  const trainings = await trainingsOfPerson(tx, actor.id, ids, 'for share');
  return [
    ...rules,
    ...untrained(
      training,
      held.map(({ role }) => role),
      trainings,
      now,
    ),
  ];
};
