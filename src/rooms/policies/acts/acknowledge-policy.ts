import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type Policy, type PolicyVersion, policySubject, versionHash, versionKey } from '../core/policy.ts';
import { policyRefusals as no } from '../core/policy-rules.ts';
import { findPolicy, insertAcknowledgement } from '../store/policies.ts';
import type { Changed } from './open-policy.ts';

/** A version that people can acknowledge: in force, or approved and about to be. */
const acknowledgeable = (policy: Policy, number: number): Outcome<PolicyVersion> => {
  const found = policy.versions.find((one) => one.number === number && (one.state === 'approved' || one.state === 'effective'));
  return found === undefined ? refuse(no['no-such-version']({ number })) : done(found);
};

/** Somebody says that they have read a version of a policy and will go by it. Said once for each version; a repeat is no error. */
export const acknowledgePolicy = (call: Call, named: string, number: number): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('policies.acknowledge', null);
    if (denied.length > 0) return refused(denied);
    const policy = await findPolicy(work.tx, named, 'for update');
    if (policy === null) return refuse(no['no-such-policy']({}));
    const version = acknowledgeable(policy, number);
    if (!version.ok) return version;
    const changed = { id: policy.id, version: policy.version };
    const isNew = await insertAcknowledgement(work.tx, policy.id, { number, personId: work.actor.id, at: work.now });
    if (!isNew) return done(changed);
    work.say({
      act: 'policies.policy-acknowledged',
      subject: policySubject(policy),
      version: policy.version,
      before: null,
      after: {
        acknowledged: { [versionKey(policy, number)]: { [work.actor.id]: work.now.toISOString() } },
        acknowledgedHash: { [versionKey(policy, number)]: { [work.actor.id]: versionHash(policy, version.value) } },
      },
    });
    return done(changed);
  });
