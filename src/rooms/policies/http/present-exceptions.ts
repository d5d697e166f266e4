import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { readableSubject } from '../../signatures/door.ts';
import { exceptionFaults, rightOfExceptionVerb } from '../acts/except.ts';
import { rightsIn } from '../acts/view-profile.ts';
import type { PolicyExceptionView } from '../contract.ts';
import { policyExceptionVerbs } from '../contract-words.ts';
import type { Policy } from '../core/policy.ts';
import { holdsAt, type PolicyException } from '../core/policy-exception.ts';
import { findPolicy } from '../store/policies.ts';

async function canOn(call: Call, policy: Policy, one: PolicyException) {
  const work = { ...rightsIn(call), tx: call.app.database.db, actor: call.actor, now: call.app.clock.now() };
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of policyExceptionVerbs) {
    const denied = work.mayNot(rightOfExceptionVerb(verb), null);
    can[verb] = denied.length > 0 ? denied : await exceptionFaults(work, policy, one, verb);
  }
  return can;
}

/** Exceptions of records that the reader may see; of others nothing is told, not even that there is one. */
export async function presentExceptions(call: Call, all: readonly PolicyException[]): Promise<PolicyExceptionView[]> {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const ids = all.flatMap((one) => [one.requestedBy, ...(one.decidedBy === null ? [] : [one.decidedBy])]);
  const names = new Map((await peopleBy(db, { ids })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const shown: PolicyExceptionView[] = [];
  for (const one of all) {
    const subject = await readableSubject(call, `${one.subjectKind}:${one.subjectId}`);
    const policy = await findPolicy(db, one.policyId);
    if (!subject.ok || policy === null) continue;
    const { label } = subject.value;
    shown.push({
      id: one.id,
      key: one.key,
      policy: { id: policy.id, key: policy.key, title: policy.title, number: one.number },
      subject: { kind: one.subjectKind, id: one.subjectId, key: label.key, label: label.label, link: label.link },
      state: one.state,
      holds: holdsAt(one, now),
      expired: (one.state === 'granted' || one.state === 'ended') && one.expiresAt <= now,
      reason: one.reason,
      requestedBy: person(one.requestedBy),
      requestedAt: one.requestedAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
      decidedBy: one.decidedBy === null ? null : person(one.decidedBy),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      decision: one.decision,
      version: one.version,
      can: presentCan(await canOn(call, policy, one)),
    });
  }
  return shown;
}
