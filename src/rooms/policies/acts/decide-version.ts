import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { valuesHeld } from '../../ledger/door.ts';
import { sign } from '../../signatures/door.ts';
import type { PolicyVerb } from '../contract-words.ts';
import {
  holdsFrom,
  type Policy,
  type PolicyVersion,
  policySubject,
  versionFields,
  versionKey,
  versionSubject,
} from '../core/policy.ts';
import { policyMachine } from '../core/policy-machine.ts';
import { draftWhole, effectivePast, policyRefusals as no, notFromHere } from '../core/policy-rules.ts';
import { findPolicy, policiesDue, policyOfVersion } from '../store/policies.ts';
import { type Changed, commitPolicy, openPolicy } from './open-policy.ts';

export const rightOfVerb = (verb: PolicyVerb): string =>
  policyMachine.rows.find((row) => row.verb === verb)?.right ?? 'policies.approve';

type Given = { readonly reason: string | null };

/** Every broken rule of the row. */
export async function brokenRules(
  work: Pick<Work, 'actor' | 'now'> & { readonly tx: Services['database']['db'] | Work['tx'] },
  policy: Pick<Policy, 'id' | 'key'>,
  version: PolicyVersion,
  verb: PolicyVerb,
): Promise<readonly Refusal[]> {
  const state = notFromHere(version, verb);
  if (state.length > 0) return state;
  if (verb === 'submit') return draftWhole(version);
  if (verb !== 'approve') return [];
  // The author is who wrote last; whoever wrote before them is no more independent of the text.
  const writers = [
    version.authorId,
    ...(await valuesHeld(work.tx, policySubject(policy), `/versions/${version.number}/authorId`)),
  ];
  const hands = [...new Set(writers)].map((personId) => ({ personId, as: 'wrote the version' }));
  return [
    ...(await notIndependent(work.tx, work.actor, hands, work.now)),
    ...draftWhole(version),
    ...effectivePast(version, work.now),
  ];
}

function become(version: PolicyVersion, verb: PolicyVerb, given: Given, work: Work): PolicyVersion {
  const to = transitionOf(policyMachine, version.state, verb)?.to;
  if (to === undefined || to === 'previous') throw new Error(`no row leads from ${version.state} by ${verb}`);
  if (verb === 'approve') {
    return { ...version, state: to, approvedBy: work.actor.id, approvedAt: work.now };
  }
  return to === 'withdrawn' ? { ...version, state: to, endedAt: work.now, endReason: given.reason } : { ...version, state: to };
}

/** Takes a version one step on, or back. Approval and withdrawal are signed. */
export const decideVersion = (
  call: Call,
  named: string,
  verb: PolicyVerb,
  given: Given,
  signature: Signing,
): Promise<Outcome<Changed>> => transact(call, (work) => decideVersionIn(work, named, verb, given, signature));

export async function decideVersionIn(
  work: Work,
  named: string,
  verb: PolicyVerb,
  given: Given,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const nowhere = work.mayNot(rightOfVerb(verb), null);
  if (nowhere.length > 0) return refused(nowhere);
  const found = await policyOfVersion(work.tx, named);
  if (found === null) return refuse(no['no-such-policy']({}));
  const opened = await openPolicy(work, found.policyId, rightOfVerb(verb));
  if (!opened.ok) return opened;
  const policy = opened.value;
  const version = policy.versions.find((one) => one.id === found.id);
  if (version === undefined) return refuse(no['no-such-policy']({}));
  const broken = await brokenRules(work, policy, version, verb);
  if (broken.length > 0) return refused(broken);
  const row = transitionOf(policyMachine, version.state, verb);
  if (row === undefined) return refused(notFromHere(version, verb));
  const after = become(version, verb, given, work);
  const saved = await commitPolicy(work, policy, withVersion(policy, after), row.act, given.reason);
  const changed = { id: saved.id, version: saved.version };
  if (!row.demands.includes('signature')) return done(changed);
  const due = {
    subject: versionSubject(saved, after),
    label: `${versionKey(saved, after.number)} ${saved.title}`,
    version: policy.version,
    verb,
    after: versionFields(saved, after),
    input: { reason: given.reason },
    effects: effectsOf(saved, after, verb),
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done(changed) : signed;
}

const withVersion = (policy: Policy, version: PolicyVersion): Policy => ({
  ...policy,
  versions: policy.versions.map((one) => (one.id === version.id ? version : one)),
});

const effectsOf = (policy: Policy, { number, effectiveAt }: PolicyVersion, verb: PolicyVerb): readonly string[] => {
  if (verb === 'withdraw')
    return [`Version ${number} of ${policy.key} holds no longer. What follows it already goes on following it.`];
  return [
    `Version ${number} of ${policy.key} holds from ${effectiveAt?.toISOString() ?? 'its approval on'}; the version before it ends then.`,
  ];
};

/** The versions whose day has come are said to be in force, and the ones before them superseded. Readers go by the day itself, not by this. */
export async function takeEffect(app: Services): Promise<void> {
  for (const id of await policiesDue(app.database.db, app.clock.now())) {
    const call: Call = {
      app,
      actor: systemActor('policies.take-effect'),
      requestId: uuidv7(),
      ifVersion: null,
      idempotency: null,
    };
    await transact(call, async (work) => {
      const policy = await findPolicy(work.tx, id, 'for update');
      const due = policy?.versions.find((one) => one.state === 'approved' && holdsFrom(one) <= work.now);
      if (policy === null || due === undefined) return done(null);
      const versions = policy.versions.map((one): PolicyVersion => {
        if (one === due) return { ...one, state: 'effective' };
        return one.state === 'effective' ? { ...one, state: 'superseded', endedAt: holdsFrom(due), endReason: null } : one;
      });
      await commitPolicy(work, policy, { ...policy, versions }, 'policies.version-took-effect', null);
      return done(null);
    });
  }
}
