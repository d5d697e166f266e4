import type { Subject } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import { inForceAt } from '../core/policy.ts';
import { type Following, followingOf, policiesAround, replaceFollowing } from '../store/policies.ts';

/**
 * Fixes which version of each policy a record follows: those in force, at this moment, in its units and above them. Asked in the transaction of the step that
 * plans the record; planned anew, it is fixed anew.
 */
export async function followPoliciesIn(work: Work, subject: Subject, version: number): Promise<void> {
  const before = await followingOf(work.tx, subject);
  const around = await policiesAround(work.tx, subject.unitIds);
  const following = around.flatMap((policy) => {
    const inForce = inForceAt(policy, work.now);
    return inForce === undefined ? [] : [{ policyId: policy.id, number: inForce.number, fixedAt: work.now }];
  });
  if (following.length === 0 && before.length === 0) return;
  await replaceFollowing(work.tx, subject, following);
  const keys = new Map(around.map((policy) => [policy.id, policy.key] as const));
  const told = (all: readonly Following[]) => ({
    follows: Object.fromEntries(all.map(({ policyId, number }) => [keys.get(policyId) ?? policyId, number])),
  });
  work.say({
    act: 'policies.followed',
    subject,
    version,
    before: before.length === 0 ? null : told(before),
    after: told(following),
  });
}
