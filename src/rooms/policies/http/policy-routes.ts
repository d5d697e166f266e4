import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { readableSubject } from '../../signatures/door.ts';
import { acknowledgePolicy } from '../acts/acknowledge-policy.ts';
import { decideVersion } from '../acts/decide-version.ts';
import { decideException, requestException } from '../acts/except.ts';
import type { Changed } from '../acts/open-policy.ts';
import { changePolicy, createPolicy } from '../acts/write-policy.ts';
import * as contract from '../contract.ts';
import { profileRefusals } from '../core/judge-profile-change.ts';
import { inForceAt } from '../core/policy.ts';
import { exceptionRefusals } from '../core/policy-exception.ts';
import { policyRefusals as no } from '../core/policy-rules.ts';
import { reasonMissing } from '../core/reason-missing.ts';
import { allPolicies, findPolicy, followingOf, policiesAround, policiesPage } from '../store/policies.ts';
import { exceptionsFor, findException } from '../store/policy-exceptions.ts';
import { presentExceptions } from './present-exceptions.ts';
import { presentPolicies, presentPolicy } from './present-policies.ts';

const mayRead = ({ app, actor }: Call) => app.ports.authority.may(actor, 'policies.read', null);

async function shown(call: Call, id: string) {
  const policy = await findPolicy(call.app.database.db, id);
  return policy === null
    ? refuse(no['no-such-policy']({}))
    : done({ body: await presentPolicy(call, policy), etag: policy.version });
}

const afterAct = async (call: Call, outcome: Outcome<Changed>) => (outcome.ok ? shown(call, outcome.value.id) : outcome);

async function afterException(call: Call, outcome: Outcome<Changed>) {
  if (!outcome.ok) return outcome;
  const one = await findException(call.app.database.db, outcome.value.id);
  const [body] = one === null ? [] : await presentExceptions(call, [one]);
  return body === undefined ? refuse(exceptionRefusals['no-such-exception']({})) : done({ body, etag: body.version });
}

const day = (text: string | null | undefined): Date | null | undefined => (typeof text === 'string' ? new Date(text) : text);

/** What a record follows: as it was fixed, or, before that, as it would be now. */
async function followsOf(call: Call, subject: { readonly kind: string; readonly id: string }, unitIds: readonly string[]) {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const fixed = await followingOf(db, subject);
  if (fixed.length === 0) {
    const around = await policiesAround(db, unitIds);
    const follows = around.flatMap((policy) => {
      const inForce = inForceAt(policy, now);
      return inForce === undefined ? [] : [presentFollowed(policy, inForce.number, null, false)];
    });
    return { fixedAt: null, follows };
  }
  const policies = new Map((await allPolicies(db)).map((policy) => [policy.id, policy] as const));
  const follows = fixed.flatMap(({ policyId, number }) => {
    const policy = policies.get(policyId);
    if (policy === undefined) return [];
    const inForce = inForceAt(policy, now)?.number ?? null;
    const withdrawn = policy.versions.some((one) => one.number === number && one.state === 'withdrawn');
    return [presentFollowed(policy, number, inForce !== null && inForce > number ? inForce : null, withdrawn)];
  });
  return { fixedAt: fixed[0]?.fixedAt.toISOString() ?? null, follows };
}

type Named = Pick<contract.PolicyLine, 'id' | 'key' | 'kind' | 'title'>;
const presentFollowed = ({ id, key, kind, title }: Named, number: number, newer: number | null, withdrawn: boolean) => ({
  policy: { id, key, kind, title },
  number,
  newer,
  withdrawn,
});

export const policyRoutes: readonly Route[] = [
  route(contract.listPolicies, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const after = query.cursor ?? null;
    if (after !== null && !/^POL-\d+$/.test(after)) return refuse(profileRefusals['bad-cursor']({}));
    const rows = await policiesPage(call.app.database.db, { limit: query.limit + 1, after });
    const page = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (page.at(-1)?.key ?? null) : null;
    const can = presentCan({ create: call.app.ports.authority.may(call.actor, 'policies.write', null) });
    return done({ body: { items: await presentPolicies(call, page), nextCursor, can } });
  }),
  route(contract.policiesOfRecord, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const subject = await readableSubject(call, query.subject);
    if (!subject.ok) return subject;
    const { kind, id, label } = subject.value;
    const { db } = call.app.database;
    const units = (await call.app.subjects.get(kind)?.unitIds?.(db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
    const exceptions = await presentExceptions(call, await exceptionsFor(db, { kind, id }));
    return done({ body: { ...(await followsOf(call, { kind, id }, units)), exceptions } });
  }),
  route(contract.showPolicy, async ({ call, params }) => {
    const denied = mayRead(call);
    return denied.length > 0 ? refused(denied) : shown(call, params.id);
  }),
  route(contract.createPolicy, async ({ call, body }) =>
    afterAct(call, await createPolicy(call, { ...body, effectiveAt: day(body.effectiveAt) })),
  ),
  route(contract.changePolicy, async ({ call, params, body }) =>
    afterAct(call, await changePolicy(call, params.id, { ...body, effectiveAt: day(body.effectiveAt) }, body.reason ?? null)),
  ),
  route(contract.decidePolicyVersion, async ({ call, params, body }) => {
    const missing = reasonMissing(params.verb, body.reason);
    if (missing.length > 0) return refused(missing);
    return afterAct(call, await decideVersion(call, params.id, params.verb, { reason: body.reason ?? null }, body.signature));
  }),
  route(contract.acknowledgePolicy, async ({ call, params, body }) =>
    afterAct(call, await acknowledgePolicy(call, params.id, body.number)),
  ),
  route(contract.requestPolicyException, async ({ call, params, body }) =>
    afterException(call, await requestException(call, params.id, { ...body, expiresAt: new Date(body.expiresAt) })),
  ),
  route(contract.decidePolicyException, async ({ call, params, body }) => {
    const missing = reasonMissing(params.verb, body.reason);
    if (missing.length > 0) return refused(missing);
    return afterException(call, await decideException(call, params.id, params.verb, body.reason ?? null, body.signature));
  }),
];
