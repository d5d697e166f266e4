import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import { inForceAt } from '../core/policy.ts';
import { type Following, followingOf, policiesAround, policyKeys, replaceFollowing } from '../store/policies.ts';

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
  work.say({
    act: 'policies.followed',
    subject,
    version,
    before: before.length === 0 ? null : await told(work.tx, before),
    after: await told(work.tx, following),
  });
}

async function told(db: Db | Tx, all: readonly Following[]): Promise<RecordFields> {
  const keys = await policyKeys(
    db,
    all.map(({ policyId }) => policyId),
  );
  return { follows: Object.fromEntries(all.map(({ policyId, number }) => [keys.get(policyId) ?? policyId, number])) };
}

/** Which version of each policy a record follows, as its entries tell it: `{follows: {'POL-1': 2}}`; empty as long as nothing was fixed. */
export async function followedBy(db: Db | Tx, subject: { readonly kind: string; readonly id: string }): Promise<RecordFields> {
  const all = await followingOf(db, subject);
  return all.length === 0 ? {} : told(db, all);
}
