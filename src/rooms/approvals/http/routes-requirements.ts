import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { businessRoles } from '../../identity/door.ts';
import { unsatisfiableIn } from '../acts/conflicts.ts';
import { dropChange } from '../acts/drop-change.ts';
import { coversOfKind } from '../acts/gather-matter.ts';
import { type ChangeAnswer, proposeChange } from '../acts/propose-change.ts';
import { signChange } from '../acts/sign-change.ts';
import { approvableKinds, dimensionsOf, fieldsOf } from '../acts/vocabulary.ts';
import * as contract from '../contract-requirements.ts';
import type { Change } from '../core/change.ts';
import { askedMeanings } from '../core/giving.ts';
import { approverOf } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { findChange, listChanges } from '../store/changes.ts';
import { allRequirements, findRequirement, versionsOf } from '../store/requirements.ts';
import { cursorRefusals, readCursor } from './cursor.ts';
import { presentMeaning } from './present-matter.ts';
import { canChange, presentChange, presentRequirement, termsPresenter } from './present-requirement.ts';

export const readable = (call: Call, unitId: string): boolean =>
  call.app.ports.authority.may(call.actor, 'approvals.read', unitId).length === 0;

async function seenChange(call: Call, idOrKey: string): Promise<Outcome<Answer<contract.ChangeShown>>> {
  const change = await findChange(call.app.database.db, idOrKey);
  if (change === null || !readable(call, change.terms.unitId)) return refuse(no['no-such-change']({ named: idOrKey }));
  return done({ body: await presentChange(call, change), etag: change.version });
}

const written = async (call: Call, outcome: Outcome<ChangeAnswer>): Promise<Outcome<Answer<contract.ChangeShown>>> =>
  outcome.ok ? seenChange(call, outcome.value.id) : outcome;

export const requirementRoutes: readonly Route[] = [
  route(contract.listRequirements, async ({ call, query }) => {
    const { db } = call.app.database;
    if (query.cursor !== undefined && !/^RQ-\d{1,9}$/.test(query.cursor)) return refuse(cursorRefusals['bad-cursor']({}));
    const found = await allRequirements(db, {
      kind: query.kind ?? null,
      withdrawn: query.withdrawn,
      limit: query.limit + 1,
      after: query.cursor ?? null,
    });
    const page = found.slice(0, query.limit);
    const mine = page.filter((one) => readable(call, one.unitId));
    const present = await termsPresenter(call, mine);
    const now = call.app.clock.now();
    return done({
      body: {
        items: mine.map((one) => presentRequirement(one, present(one), now)),
        nextCursor: found.length > query.limit ? (page.at(-1)?.key ?? null) : null,
      },
    });
  }),
  route(contract.vocabulary, async ({ call }) => {
    const { app } = call;
    return done({
      body: {
        roles: businessRoles.filter((one) => one.role !== 'stakeholder').map(({ role, says }) => ({ role, says })),
        meanings: askedMeanings.map(presentMeaning),
        kinds: approvableKinds(app).map(({ kind, approvable }) => ({
          kind,
          steps: approvable.steps.map(({ verb, says }) => ({
            step: verb,
            says,
            covers: [...(coversOfKind(app, kind).get(verb) ?? [])],
          })),
          parts: [
            ...approvable.parts.map(({ part, says }) => ({ part, says })),
            ...approvable.steps.map(({ verb, says }) => ({ part: approverOf(verb), says: `approved “${says}”` })),
          ],
          dimensions: dimensionsOf(app, approvable).map(({ name, says, values }) => ({
            name,
            says,
            values: values === null ? null : [...values],
          })),
          fields: [...fieldsOf(app, kind)],
        })),
      },
    });
  }),
  route(contract.showRequirement, async ({ call, params }) => {
    const { db } = call.app.database;
    const found = await findRequirement(db, params.id);
    if (found === null || !readable(call, found.unitId)) return refuse(no['no-such-requirement']({ named: params.id }));
    const versions = await versionsOf(db, found.id);
    const present = await termsPresenter(
      call,
      versions.map((one) => one.requirement),
    );
    const now = call.app.clock.now();
    const unmet = found.withdrawn ? [] : await unsatisfiableIn({ app: call.app, tx: db, now }, found, found.id);
    return done({
      body: {
        ...presentRequirement(found, present(found), now),
        unmet: unmet.map(({ field: _, ...refusal }) => presentRefusal(refusal)),
        versions: versions.map(({ requirement, madeAt, changeId }) => ({
          version: requirement.version,
          withdrawn: requirement.withdrawn,
          effectiveFrom: requirement.effectiveFrom.toISOString(),
          madeAt: madeAt.toISOString(),
          change: changeId,
          terms: present(requirement),
        })),
        can: canChange(call, found),
      },
      etag: found.version,
    });
  }),
  route(contract.proposeChange, async ({ call, body }) =>
    written(
      call,
      await proposeChange(call, {
        ...body,
        effectiveFrom: body.effectiveFrom === null ? null : new Date(body.effectiveFrom),
      }),
    ),
  ),
  route(contract.listChanges, async ({ call, query }) => {
    const { db } = call.app.database;
    const before = readCursor(query.cursor);
    if (before === 'bad') return refuse(cursorRefusals['bad-cursor']({}));
    const of = query.requirement === undefined ? null : await findRequirement(db, query.requirement);
    if (query.requirement !== undefined && of === null) return refuse(no['no-such-requirement']({ named: query.requirement }));
    const found = await listChanges(db, {
      state: query.state ?? null,
      requirementId: of?.id ?? null,
      limit: query.limit + 1,
      before,
    });
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    const mine = page.filter((change: Change) => readable(call, change.terms.unitId));
    return done({
      body: {
        items: await Promise.all(mine.map((change) => presentChange(call, change))),
        nextCursor: last === undefined ? null : `${last.proposedAt.toISOString()}~${last.id}`,
      },
    });
  }),
  route(contract.showChange, ({ call, params }) => seenChange(call, params.id)),
  route(contract.signChange, async ({ call, params, body }) => written(call, await signChange(call, params.id, body.signature))),
  route(contract.dropChange, async ({ call, params, body }) => written(call, await dropChange(call, params.id, body.reason))),
];
