import type { QueryOf } from '../../../foundation/contract.ts';
import { csvAnswer } from '../../../foundation/csv.ts';
import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import { addDependency } from '../acts/add-dependency.ts';
import { bulkChangeApplications } from '../acts/bulk-change-applications.ts';
import { changeApplication } from '../acts/change-application.ts';
import { registerApplication } from '../acts/register-application.ts';
import { retireApplication } from '../acts/retire-application.ts';
import { type Decision, setValidatedState } from '../acts/set-validated-state.ts';
import { withdrawApplication } from '../acts/withdraw-application.ts';
import { withdrawDependency } from '../acts/withdraw-dependency.ts';
import * as contract from '../contract.ts';
import type { Application } from '../core/application.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';
import type { ValidatedVerb } from '../core/validated-state.ts';
import { type ApplicationFilter, applicationViews, listApplications } from '../store/application-rows.ts';
import { applicationNamed, dependenciesOf } from '../store/find-applications.ts';
import { neighbourhoodOf } from '../store/neighbourhood.ts';
import { applicationColumns, applicationPages } from './export-applications.ts';
import { readCursor, writeCursor } from './list-cursor.ts';
import { presentApplication, presentRow } from './present-application.ts';
import { presentAsOf } from './present-as-of.ts';

/** The application that a reader asks for; one that they may not see does not exist for them. */
async function readable(call: Call, idOrKey: string): Promise<Outcome<Application>> {
  const application = await applicationNamed(call.app.database.db, idOrKey);
  const seen =
    application !== null && call.app.ports.authority.may(call.actor, 'portfolio.read', application.unitId).length === 0;
  return seen ? done(application) : refuse(no['no-such-application']({ application: idOrKey }));
}

async function show(call: Call, idOrKey: string): Promise<Outcome<Answer<contract.ApplicationShown>>> {
  const application = await readable(call, idOrKey);
  if (!application.ok) return application;
  const shown = await presentApplication(call.app, call.actor, application.value);
  return shown === null
    ? refuse(no['no-such-application']({ application: idOrKey }))
    : done({ body: shown, etag: shown.version });
}

/** The answer to an act: the application as it is now. */
const shownAfter = async (
  call: Call,
  outcome: Outcome<{ readonly id: string }>,
): Promise<Outcome<Answer<contract.ApplicationShown>>> => (outcome.ok ? show(call, outcome.value.id) : outcome);

const decided = async (call: Call, id: string, verb: ValidatedVerb, body: Omit<Decision, 'verb'>) =>
  shownAfter(call, await setValidatedState(call, id, { verb, ...body }));

/** The query as a filter; a unit or owner that does not exist is refused. */
async function filterOf(call: Call, query: QueryOf<typeof contract.exportApplications>): Promise<Outcome<ApplicationFilter>> {
  const unit = await unitFilter(call, query.unit);
  const owner = await ownerFilter(call, query.owner);
  if (!unit.ok) return unit;
  if (!owner.ok) return owner;
  return done({
    reach: call.app.ports.authority.reach(call.actor, 'portfolio.read'),
    unitId: unit.value,
    ownerId: owner.value,
    criticality: query.criticality ?? [],
    gxp: query.gxp ?? [],
    sox: query.sox ?? [],
    lifecycleStage: query.lifecycleStage ?? [],
    validatedState: query.validatedState ?? [],
    q: query.q === undefined || query.q === '' ? null : query.q,
    withdrawn: query.withdrawn,
  });
}

async function unitFilter(call: Call, unit: string | undefined): Promise<Outcome<string | null>> {
  if (unit === undefined) return done(null);
  const [found] = await unitsBy(call.app.database.db, isUuid(unit) ? { ids: [unit] } : { keys: [unit] });
  return found === undefined ? refuse(no['no-such-unit']({ unit })) : done(found.id);
}

async function ownerFilter(call: Call, owner: string | undefined): Promise<Outcome<string | null>> {
  if (owner === undefined) return done(null);
  const [found] = await peopleBy(call.app.database.db, isUuid(owner) ? { ids: [owner] } : { emails: [owner] });
  return found === undefined ? refuse(no['no-such-owner']({ owner })) : done(found.id);
}

const reading: readonly Route[] = [
  route(contract.listApplications, async ({ call, query }) => {
    const filter = await filterOf(call, query);
    const after = query.cursor === undefined ? null : readCursor(query.sort, query.cursor);
    if (!filter.ok) return filter;
    if (query.cursor !== undefined && after === null) return refuse(no['bad-cursor']({}));
    const views = await listApplications(call.app.database.db, filter.value, {
      order: query.sort,
      limit: query.limit + 1,
      after,
    });
    const page = views.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor = views.length > query.limit && last !== undefined ? writeCursor(query.sort, last) : null;
    return done({ body: { items: page.map(presentRow), nextCursor } });
  }),

  route(contract.exportApplications, async ({ call, query }) => {
    const filter = await filterOf(call, query);
    if (!filter.ok) return filter;
    const pages = applicationPages(call.app.database.db, filter.value, query.sort);
    return done(csvAnswer('interlock-applications.csv', applicationColumns, pages));
  }),

  route(contract.showApplication, async ({ call, params, query }) => {
    if (query.asOf === undefined) return show(call, params.id);
    const application = await readable(call, params.id);
    if (!application.ok) return application;
    const shown = await presentAsOf(call.app, call.actor, application.value, new Date(query.asOf));
    return shown === null ? refuse(no['not-as-of']({ at: query.asOf })) : done({ body: shown });
  }),

  route(contract.showNeighbourhood, async ({ call, params, query }) => {
    const application = await readable(call, params.id);
    if (!application.ok) return application;
    const db = call.app.database.db;
    const reach = call.app.ports.authority.reach(call.actor, 'portfolio.read');
    const around = await neighbourhoodOf(db, application.value.id, query.steps, reach);
    const views = await applicationViews(db, [...around.steps.keys()], reach);
    const edges = (await dependenciesOf(db, [...around.steps.keys()])).filter((edge) => around.steps.has(edge.toId));
    const nodes = views
      .map((view) => ({ ...presentNode(view), steps: around.steps.get(view.id) ?? 0 }))
      .toSorted((a, b) => a.steps - b.steps);
    return done({
      body: {
        centre: application.value.id,
        nodes,
        edges: edges.map((edge) => ({ id: edge.id, from: edge.fromId, to: edge.toId, type: edge.type, note: edge.note })),
        cut: around.cut,
        hidden: around.hidden,
      },
    });
  }),
];

function presentNode(view: Parameters<typeof presentRow>[0]) {
  const { id, key, name, criticality, gxp, lifecycleStage, validatedState, unit } = presentRow(view);
  return { id, key, name, criticality, gxp, lifecycleStage, validatedState, unit };
}

const acting: readonly Route[] = [
  route(contract.registerApplication, async ({ call, body }) => shownAfter(call, await registerApplication(call, body))),
  route(contract.changeApplication, async ({ call, params, body }) => {
    const { reason, ...patch } = body;
    return shownAfter(call, await changeApplication(call, params.id, patch, reason ?? null));
  }),
  route(contract.bulkChangeApplications, async ({ call, body }) => {
    const results = await bulkChangeApplications(call, body.items, body.reason ?? null);
    return done({
      body: {
        results: results.map((one) =>
          one.ok
            ? { id: one.id, ok: true, version: one.version }
            : { id: one.id, ok: false, refusals: one.refusals.map(presentRefusal) },
        ),
      },
    });
  }),
  route(contract.retireApplication, async ({ call, params, body }) =>
    shownAfter(call, await retireApplication(call, params.id, body.reason)),
  ),
  route(contract.withdrawApplication, async ({ call, params, body }) =>
    shownAfter(call, await withdrawApplication(call, params.id, body.reason)),
  ),
  route(contract.markValidated, ({ call, params, body }) => decided(call, params.id, 'mark-validated', body)),
  route(contract.markNotApplicable, ({ call, params, body }) => decided(call, params.id, 'mark-not-applicable', body)),
  route(contract.markUnderChange, ({ call, params, body }) => decided(call, params.id, 'mark-under-change', body)),
  route(contract.requireReValidation, ({ call, params, body }) => decided(call, params.id, 'require-re-validation', body)),
  route(contract.reassess, ({ call, params, body }) => decided(call, params.id, 'reassess', body)),
  route(contract.addDependency, async ({ call, params, body }) =>
    shownAfter(call, await addDependency(call, { from: params.id, to: body.to, type: body.type, note: body.note })),
  ),
  route(contract.withdrawDependency, async ({ call, params, body }) =>
    shownAfter(call, await withdrawDependency(call, params.id, params.dependencyId, body.reason)),
  ),
];

export const routes: readonly Route[] = [...reading, ...acting];
