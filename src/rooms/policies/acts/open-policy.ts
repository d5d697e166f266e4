import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Policy, policyFields, policySubject } from '../core/policy.ts';
import { policyRefusals as no } from '../core/policy-rules.ts';
import { findPolicy, updatePolicy } from '../store/policies.ts';

export type Changed = { readonly id: string; readonly version: number };

/** Finds a policy, asks the right in its unit, locks it, and compares the version that was seen. */
export async function openPolicy(work: Work, named: string, right: string): Promise<Outcome<Policy>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const policy = await findPolicy(work.tx, named, 'for update');
  if (policy === null) return refuse(no['no-such-policy']({}));
  const denied = work.mayNot(right, policy.unitId);
  if (denied.length > 0) return refused(denied);
  const stale = await work.stale(policySubject(policy), policy.version);
  return stale.length > 0 ? refused(stale) : done(policy);
}

/** Saves a policy with all its versions and says so: the one way in which policies are written after they were made. */
export async function commitPolicy(
  work: Work,
  before: Policy,
  after: Omit<Policy, 'version'>,
  act: string,
  reason: string | null,
): Promise<Policy> {
  const saved = { ...after, version: before.version + 1 };
  await updatePolicy(work.tx, before, saved);
  work.say({
    act,
    subject: policySubject(saved),
    version: saved.version,
    before: policyFields(before),
    after: policyFields(saved),
    reason,
  });
  return saved;
}
