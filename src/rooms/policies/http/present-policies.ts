import { presentCan } from '../../../foundation/http/problem.ts';
import { valueIn } from '../../../foundation/profile.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { concernedBy, peopleBy, unitsBy } from '../../identity/door.ts';
import { brokenRules, rightOfVerb } from '../acts/decide-version.ts';
import { rightsIn } from '../acts/view-profile.ts';
import type { PolicyLine, PolicyVersionView, PolicyView } from '../contract.ts';
import { policyVerbs } from '../contract-words.ts';
import {
  holdsFrom,
  inForceAt,
  openVersion,
  type Policy,
  type PolicyVersion,
  stateAt,
  versionHash,
  versionKey,
} from '../core/policy.ts';
import { exceptionRefusals } from '../core/policy-exception.ts';
import { exceptionDays } from '../core/profile.ts';
import { acknowledgedBy, acknowledgementsOf } from '../store/policies.ts';
import { exceptionsFor } from '../store/policy-exceptions.ts';
import { presentExceptions } from './present-exceptions.ts';
import { presentTraining } from './present-trainings.ts';

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

type Names = {
  readonly person: (id: string) => { id: string; name: string };
  readonly unit: (id: string) => { id: string; key: string; name: string };
};

async function namesFor(call: Call, policies: readonly Policy[]): Promise<Names> {
  const { db } = call.app.database;
  const ids = policies.flatMap((policy) => [
    policy.ownerId,
    ...policy.versions.flatMap((one) => [one.authorId, ...(one.approvedBy === null ? [] : [one.approvedBy])]),
  ]);
  const people = new Map((await peopleBy(db, { ids })).map(({ id, name }) => [id, name] as const));
  const units = new Map(
    (await unitsBy(db, { ids: policies.map((policy) => policy.unitId) })).map((unit) => [unit.id, unit] as const),
  );
  return {
    person: (id) => ({ id, name: people.get(id) ?? 'Somebody' }),
    unit: (id) => ({ id, key: units.get(id)?.key ?? '', name: units.get(id)?.name ?? 'A unit that was withdrawn' }),
  };
}

/** What the reader owes of the version in force: whether their roles ask for it, and whether they gave it. */
async function owedBy(call: Call, policies: readonly Policy[]) {
  const { actor, app } = call;
  const now = app.clock.now();
  const given = await acknowledgedBy(app.database.db, actor.id);
  const owes = new Map<string, PolicyLine['acknowledgement']>();
  for (const policy of policies) {
    const inForce = inForceAt(policy, now);
    if (inForce === undefined) continue;
    if (given.has(`${policy.id} ${inForce.number}`)) owes.set(policy.id, 'done');
    else if (policy.acknowledgedBy.length > 0 && actor.holdings.some((holding) => policy.acknowledgedBy.includes(holding.role))) {
      const asked = await concernedBy(app.database.db, policy.acknowledgedBy, policy.unitId, now);
      if (asked.some((person) => person.id === actor.id)) owes.set(policy.id, 'due');
    }
  }
  return (policy: Policy): PolicyLine['acknowledgement'] => owes.get(policy.id) ?? 'not-asked';
}

function presentLine(policy: Policy, names: Names, acknowledgement: PolicyLine['acknowledgement'], now: Date): PolicyLine {
  const inForce = inForceAt(policy, now);
  const open = openVersion(policy);
  return {
    id: policy.id,
    key: policy.key,
    kind: policy.kind,
    title: policy.title,
    unit: names.unit(policy.unitId),
    owner: names.person(policy.ownerId),
    inForce: inForce === undefined ? null : { number: inForce.number, since: holdsFrom(inForce).toISOString() },
    open: open === undefined || open === inForce ? null : { number: open.number, state: open.state },
    acknowledgement,
    version: policy.version,
  };
}

export async function presentPolicies(call: Call, policies: readonly Policy[]): Promise<PolicyLine[]> {
  const names = await namesFor(call, policies);
  const owes = await owedBy(call, policies);
  return policies.map((policy) => presentLine(policy, names, owes(policy), call.app.clock.now()));
}

async function canOn(call: Call, policy: Policy, version: PolicyVersion) {
  const work = { ...rightsIn(call), tx: call.app.database.db, actor: call.actor, now: call.app.clock.now() };
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of policyVerbs) {
    const denied = work.mayNot(rightOfVerb(verb), policy.unitId);
    can[verb] = denied.length > 0 ? denied : await brokenRules(work, policy, version, verb);
  }
  return can;
}

async function presentVersion(call: Call, policy: Policy, one: PolicyVersion, names: Names): Promise<PolicyVersionView> {
  return {
    id: one.id,
    key: versionKey(policy, one.number),
    number: one.number,
    state: stateAt(policy, one, call.app.clock.now()),
    text: one.text,
    summary: one.summary,
    author: names.person(one.authorId),
    effectiveAt: iso(one.effectiveAt),
    trainedRoles: [...one.trainedRoles],
    trainingMonths: one.trainingMonths,
    holdsFrom: one.approvedAt === null ? null : holdsFrom(one).toISOString(),
    approvedBy: one.approvedBy === null ? null : names.person(one.approvedBy),
    approvedAt: iso(one.approvedAt),
    endedAt: iso(one.endedAt),
    endReason: one.endReason,
    can: presentCan(await canOn(call, policy, one)),
  };
}

/** Who acknowledged the version in force, and who should and has not. */
async function presentAcknowledgements(call: Call, policy: Policy): Promise<PolicyView['acknowledgements']> {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const inForce = inForceAt(policy, now);
  if (inForce === undefined) return { number: null, hash: null, done: [], outstanding: [] };
  const done = await acknowledgementsOf(db, policy.id, inForce.number);
  const names = new Map(
    (await peopleBy(db, { ids: done.map((one) => one.personId) })).map(({ id, name }) => [id, name] as const),
  );
  const asked = policy.acknowledgedBy.length === 0 ? [] : await concernedBy(db, policy.acknowledgedBy, policy.unitId, now);
  return {
    number: inForce.number,
    hash: versionHash(policy, inForce),
    done: done.map((one) => ({ id: one.personId, name: names.get(one.personId) ?? 'Somebody', at: one.at.toISOString() })),
    outstanding: asked.filter(({ id }) => !names.has(id)).map(({ id, name }) => ({ id, name })),
  };
}

export async function presentPolicy(call: Call, policy: Policy): Promise<PolicyView> {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const names = await namesFor(call, [policy]);
  const owes = await owedBy(call, [policy]);
  const { mayNot } = rightsIn(call);
  const nothing = inForceAt(policy, now) === undefined ? [exceptionRefusals['nothing-in-force']({})] : [];
  const asking = mayNot('policies.request-exceptions', null);
  return {
    ...presentLine(policy, names, owes(policy), now),
    acknowledgedBy: [...policy.acknowledgedBy],
    versions: await Promise.all(policy.versions.toReversed().map((one) => presentVersion(call, policy, one, names))),
    acknowledgements: await presentAcknowledgements(call, policy),
    training: await presentTraining(call, policy),
    exceptions: await presentExceptions(call, await exceptionsFor(db, { policyId: policy.id })),
    exceptionDays: await valueIn(db, exceptionDays),
    can: presentCan({
      change: mayNot('policies.write', policy.unitId),
      acknowledge: mayNot('policies.acknowledge', null),
      recordTraining: mayNot('policies.record-training', policy.unitId),
      requestException: asking.length > 0 ? asking : nothing,
    }),
  };
}
