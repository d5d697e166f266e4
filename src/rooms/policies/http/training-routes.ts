import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import type { Changed } from '../acts/open-policy.ts';
import { recordTraining, revokeTraining } from '../acts/record-training.ts';
import * as contract from '../contract.ts';
import { profileRefusals } from '../core/judge-profile-change.ts';
import { policyRefusals } from '../core/policy-rules.ts';
import { trainingRefusals as no } from '../core/training.ts';
import { findPolicy } from '../store/policies.ts';
import { findTraining, trainingsPage } from '../store/trainings.ts';
import { presentTrainings } from './present-trainings.ts';

async function shown(call: Call, outcome: Outcome<Changed>) {
  if (!outcome.ok) return outcome;
  const { db } = call.app.database;
  const training = await findTraining(db, outcome.value.id);
  const policy = training === null ? null : await findPolicy(db, training.policyId);
  if (training === null || policy === null) return refuse(no['no-such-training']({}));
  const [body] = await presentTrainings(call, policy, [training]);
  return body === undefined ? refuse(no['no-such-training']({})) : done({ body });
}

export const trainingRoutes: readonly Route[] = [
  route(contract.listTrainings, async ({ call, params, query }) => {
    const { db } = call.app.database;
    const denied = call.app.ports.authority.may(call.actor, 'policies.read', null);
    if (denied.length > 0) return refused(denied);
    const policy = await findPolicy(db, params.id);
    if (policy === null) return refuse(policyRefusals['no-such-policy']({}));
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(profileRefusals['bad-cursor']({}));
    const rows = await trainingsPage(db, policy.id, { limit: query.limit + 1, before });
    const page = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentTrainings(call, policy, page), nextCursor } });
  }),
  route(contract.recordTraining, async ({ call, params, body }) =>
    shown(call, await recordTraining(call, params.id, { ...body, trainedAt: new Date(body.trainedAt) })),
  ),
  route(contract.revokeTraining, async ({ call, params, body }) =>
    shown(call, await revokeTraining(call, params.id, body.reason)),
  ),
];
