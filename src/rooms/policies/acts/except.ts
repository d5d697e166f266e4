import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { readableSubject, sign } from '../../signatures/door.ts';
import type { PolicyExceptionVerb } from '../contract-words.ts';
import { policyExceptionMachine } from '../core/exception-machine.ts';
import { inForceAt, type Policy } from '../core/policy.ts';
import {
  exceptionBounded,
  exceptionFields,
  exceptionSubject,
  exceptionRefusals as no,
  type PolicyException,
} from '../core/policy-exception.ts';
import { policyRefusals } from '../core/policy-rules.ts';
import { exceptionDays } from '../core/profile.ts';
import { findPolicy } from '../store/policies.ts';
import { exceptionsFor, exceptionsOver, findException, insertException, updateException } from '../store/policy-exceptions.ts';
import type { Changed } from './open-policy.ts';

export type Request = { readonly subject: string; readonly reason: string; readonly expiresAt: Date };

/** Asks for an exception of a record that the person may read, from the version of the policy that is in force. */
export async function requestException(call: Call, named: string, input: Request): Promise<Outcome<Changed>> {
  const subject = await readableSubject(call, input.subject);
  return transact(call, async (work) => {
    const denied = work.mayNot('policies.request-exceptions', null);
    if (denied.length > 0) return refused(denied);
    const policy = await findPolicy(work.tx, named, 'for update');
    if (policy === null) return refuse(policyRefusals['no-such-policy']({}));
    if (!subject.ok) return subject;
    const { kind, id, label } = subject.value;
    const unitIds = (await call.app.subjects.get(kind)?.unitIds?.(work.tx, id)) ?? [];
    const elsewhere = unitIds.length > 0 && unitIds.every((unit) => work.mayNot('policies.request-exceptions', unit).length > 0);
    if (elsewhere) return refused(work.mayNot('policies.request-exceptions', unitIds[0] ?? null));
    const inForce = inForceAt(policy, work.now);
    const open = (await exceptionsFor(work.tx, { kind, id })).find(
      (one) => one.policyId === policy.id && (one.state === 'requested' || (one.state === 'granted' && one.expiresAt > work.now)),
    );
    const broken = [
      ...(inForce === undefined ? [no['nothing-in-force']({})] : []),
      ...(open === undefined ? [] : [no['exception-open']({ key: open.key })]),
      ...exceptionBounded(input.expiresAt, work.now, await valueIn(work.tx, exceptionDays)),
    ];
    if (inForce === undefined || broken.length > 0) return refused(broken);
    const one: PolicyException = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('PEX'),
      policyId: policy.id,
      number: inForce.number,
      subjectKind: kind,
      subjectId: id,
      subjectKey: label.key,
      unitIds,
      state: 'requested',
      reason: input.reason,
      requestedBy: work.actor.id,
      requestedAt: work.now,
      expiresAt: input.expiresAt,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      endedAt: null,
      version: 1,
    };
    await insertException(work.tx, one);
    work.say({
      act: 'policies.exception-requested',
      subject: exceptionSubject(one),
      version: 1,
      before: null,
      after: exceptionFields(one),
      reason: one.reason,
    });
    return done({ id: one.id, version: 1 });
  });
}

export const rightOfExceptionVerb = (verb: PolicyExceptionVerb): string =>
  policyExceptionMachine.rows.find((row) => row.verb === verb)?.right ?? 'policies.grant-exceptions';

type Judging = Pick<Work, 'actor' | 'now' | 'mayNot'> & { readonly tx: Services['database']['db'] | Work['tx'] };

/** Every broken rule of the row. Quality of the policy's unit decides, or the policy's owner; never who asked. */
export async function exceptionFaults(
  work: Judging,
  policy: Policy,
  one: PolicyException,
  verb: PolicyExceptionVerb,
): Promise<readonly Refusal[]> {
  const row = transitionOf(policyExceptionMachine, one.state, verb);
  if (row === undefined) return [no['exception-over']({ verb, state: one.state })];
  if (verb === 'withdraw') return one.requestedBy === work.actor.id ? [] : [no['not-requester']({})];
  const grants = policy.ownerId === work.actor.id || work.mayNot('policies.approve', policy.unitId).length === 0;
  const refusals: Refusal[] = grants ? [] : [no['not-granter']({})];
  if (verb === 'end') return refusals;
  const requester = [{ personId: one.requestedBy, as: 'asked for the exception' }];
  refusals.push(...(await notIndependent(work.tx, work.actor, requester, work.now)));
  if (verb === 'grant') refusals.push(...exceptionBounded(one.expiresAt, work.now, await valueIn(work.tx, exceptionDays)));
  return refusals;
}

const stateAfter = { grant: 'granted', reject: 'rejected', withdraw: 'withdrawn', end: 'ended' } as const;

export const decideException = (
  call: Call,
  named: string,
  verb: PolicyExceptionVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> => transact(call, (work) => decideExceptionIn(work, named, verb, reason, signature));

export async function decideExceptionIn(
  work: Work,
  named: string,
  verb: PolicyExceptionVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const denied = work.mayNot(rightOfExceptionVerb(verb), null);
  if (denied.length > 0) return refused(denied);
  const one = await findException(work.tx, named, 'for update');
  const policy = one === null ? null : await findPolicy(work.tx, one.policyId);
  if (one === null || policy === null || !(await maySee(work, one))) return refuse(no['no-such-exception']({}));
  const subject = exceptionSubject(one);
  const broken = [...(await work.stale(subject, one.version)), ...(await exceptionFaults(work, policy, one, verb))];
  if (broken.length > 0) return refused(broken);
  const decided = verb === 'grant' || verb === 'reject' ? { decidedBy: work.actor.id, decidedAt: work.now } : {};
  const ended = verb === 'withdraw' || verb === 'end' ? { endedAt: work.now } : {};
  const after: PolicyException = {
    ...one,
    ...decided,
    ...ended,
    state: stateAfter[verb],
    decision: reason,
    version: one.version + 1,
  };
  const act = transitionOf(policyExceptionMachine, one.state, verb)?.act ?? '';
  await saveException(work, one, after, act);
  const changed = { id: one.id, version: after.version };
  if (verb !== 'grant') return done(changed);
  const due = {
    subject,
    label: `Exception ${one.key} of ${one.subjectKey ?? one.subjectKind} from ${policy.key}`,
    version: one.version,
    verb,
    after: exceptionFields(after),
    input: { reason },
    effects: [
      `${one.subjectKey ?? 'The record'} may depart from ${policy.key} “${policy.title}” until ${one.expiresAt.toISOString()}.`,
    ],
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done(changed) : signed;
}

/** Decided is by who may read the record; to everybody else there is no such exception. */
async function maySee(work: Work, { subjectKind, subjectId, unitIds }: PolicyException): Promise<boolean> {
  const kind = work.app.subjects.get(subjectKind);
  if (kind === undefined) return false;
  const units = (await kind.unitIds?.(work.tx, subjectId)) ?? unitIds;
  const asked = units.length === 0 ? [null] : units;
  return asked.some((unit) => work.mayNot(kind.readRight, unit).length === 0);
}

async function saveException(work: Work, one: PolicyException, after: PolicyException, act: string): Promise<void> {
  await updateException(work.tx, one, after);
  work.say({
    act,
    subject: exceptionSubject(one),
    version: after.version,
    before: exceptionFields(one),
    after: exceptionFields(after),
    reason: after.decision,
  });
}

/** Exceptions whose time is over are said to have ended. Readers go by the time itself, not by this. */
export async function endExceptions(app: Services): Promise<void> {
  for (const id of await exceptionsOver(app.database.db, app.clock.now())) {
    const call: Call = {
      app,
      actor: systemActor('policies.end-exceptions'),
      requestId: uuidv7(),
      ifVersion: null,
      idempotency: null,
    };
    await transact(call, async (work) => {
      const one = await findException(work.tx, id, 'for update');
      if (one === null || one.state !== 'granted' || one.expiresAt > work.now) return done(null);
      const after: PolicyException = { ...one, state: 'ended', endedAt: one.expiresAt, version: one.version + 1 };
      await saveException(work, one, after, 'policies.exception-expired');
      return done(null);
    });
  }
}
