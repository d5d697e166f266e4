import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import { recordAsOf } from '../../ledger/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { marksOn } from '../../signatures/door.ts';
import { refOf } from '../acts/change-subject.ts';
import { gatherCommon, riskNow } from '../acts/gather-facts.ts';
import { judgeVerbs } from '../acts/judge-verbs.ts';
import { loadRefusals } from '../acts/load-change.ts';
import type * as contract from '../contract.ts';
import { riskQuestions } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import { asksOf } from '../core/demands.ts';
import { facetsOf } from '../core/facets.ts';
import { lifecycleRefusals } from '../core/judge.ts';
import { isFinal } from '../core/lifecycle.ts';
import { pastRecord } from '../core/record.ts';
import type { Risk } from '../core/risk.ts';
import { type NeededChange, standingOf } from '../core/standing.ts';
import type { ChangeWithNames } from '../store/change-row.ts';
import { modelBehind } from '../store/models.ts';
import { neededBy, waitingFor } from '../store/needs.ts';
import { findChange } from '../store/read-changes.ts';

export type ChangeReply = z.input<typeof contract.change>;
export type ChangeLineReply = z.input<typeof contract.changeLine>;

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

const presentRisk = ({ score, band, parts }: Risk) => ({
  score,
  band,
  parts: parts.map(({ factor, about, says, chance, known, interval }) => ({ factor, about, says, chance, known, interval })),
});

export const presentHead = ({ change, names }: ChangeWithNames) => ({
  id: change.id,
  key: change.key,
  name: change.name,
  model: change.model,
  follows: change.follows,
  state: change.state,
  heldFrom: change.heldFrom,
  unit: names.unit,
  owner: names.owner,
  requestedBy: names.requester,
  planned:
    change.planned === null
      ? null
      : { start: change.planned.start.toISOString(), end: change.planned.end.toISOString(), zone: change.planned.zone },
  outcome: change.outcome?.result ?? null,
  band: change.assessed?.band ?? null,
  version: change.version,
  updatedAt: change.updatedAt.toISOString(),
});

const applicationsShown = 20;

/** The lines of a page: applications of all of them in one question, `most` of each. */
export async function presentLines(
  call: Call,
  found: readonly ChangeWithNames[],
  most: number = applicationsShown,
): Promise<ChangeLineReply[]> {
  const shown = found.map(({ change }) => change.applications.slice(0, most));
  const ids = [...new Set(shown.flat().map(({ applicationId }) => applicationId))];
  const known = ids.length === 0 ? [] : await portfolio.applicationsBy(call.app.database.db, { ids });
  const keys = new Map(known.map(({ id, key }) => [id, key] as const));
  return found.map((each, at) => ({
    ...presentHead(each),
    applications: (shown[at] ?? []).map(({ applicationId, role }) => ({
      id: applicationId,
      key: keys.get(applicationId) ?? applicationId,
      role,
    })),
    applicationCount: each.change.applications.length,
  }));
}

/** A change that stands beside this one is there for each of its readers; what it is called and how it stands is for who may see it. */
function presentNeighbour(call: Call, one: NeededChange, now: Date) {
  const seen = call.app.ports.authority.may(call.actor, 'changes.read', one.unitId).length === 0;
  return {
    id: one.id,
    key: one.key,
    name: seen ? one.name : 'A change of another unit',
    state: seen ? one.state : null,
    needBy: iso(one.needBy),
    standing: standingOf(one, now),
  };
}

async function presentDecisions(app: Services, change: Change): Promise<ChangeReply['decisions']> {
  const db = app.database.db;
  const people = await identity.peopleBy(db, { ids: [...new Set(change.decisions.map(({ by }) => by))] });
  const names = new Map(people.map(({ id, name }) => [id, name] as const));
  const markOf = await marksOn(app, db, refOf(change));
  return change.decisions.toReversed().map((decision) => ({
    kind: decision.kind,
    at: decision.at.toISOString(),
    by: { id: decision.by, name: names.get(decision.by) ?? 'Interlock' },
    state: decision.state,
    reason: decision.reason,
    signature: markOf(decision.kind, decision.at, decision.by),
    voided: decision.voidedAt === null ? null : { at: decision.voidedAt.toISOString(), why: decision.voidWhy ?? '' },
  }));
}

/** The record itself, field by field, as it is or was; what depends on the reader or the moment is added by the caller. */
async function presentBody(app: Services, change: Change) {
  const ids = change.applications.map(({ applicationId }) => applicationId);
  const known = ids.length === 0 ? [] : await portfolio.applicationsBy(app.database.db, { ids });
  const facets = facetsOf(known);
  const model = await modelBehind(app.database.db, change);
  const { answers, assessed, outcome } = change;
  return {
    description: change.description,
    applications: known.map(({ id, key, name, criticality, gxp, sox }) => ({
      application: { id, key, name },
      role: change.applications.find(({ applicationId }) => applicationId === id)?.role ?? ('changed' as const),
      criticality,
      gxp,
      sox,
    })),
    judgedBy: { id: model.id, key: model.key, name: model.content.name, instructions: model.content.instructions },
    facets,
    asks: asksOf(change.model, model.content, facets),
    backOutPlan: change.backOutPlan,
    testPlan: change.testPlan,
    answers: answersIn(answers),
    assessed: assessed === null ? null : { ...presentRisk(assessed), at: assessed.at.toISOString() },
    links: change.links.map(({ kind, label, url }) => ({ kind, label, url })),
    outcomeNote: outcome?.note ?? null,
    outcomeAt: iso(outcome?.at ?? null),
    decisions: await presentDecisions(app, change),
    createdAt: change.createdAt.toISOString(),
  };
}

const one = <T extends string>(among: readonly T[], value: string): T | undefined => among.find((each) => each === value);
const answersIn = (answers: Change['answers']): ChangeReply['answers'] => ({
  complexity: one(riskQuestions.complexity, answers.complexity) ?? 'unknown',
  reversal: one(riskQuestions.reversal, answers.reversal) ?? 'unknown',
  testing: one(riskQuestions.testing, answers.testing) ?? 'unknown',
  outage: one(riskQuestions.outage, answers.outage) ?? 'unknown',
});

/** The whole change for its reader, with what they may do. */
export async function presentChange(call: Call, found: ChangeWithNames): Promise<ChangeReply> {
  const { app, actor } = call;
  const { change } = found;
  const ask = { app, actor, db: app.database.db, now: app.clock.now() };
  const common = await gatherCommon(ask, change);
  const judged = await judgeVerbs(ask, change, common);
  const mayNot = app.ports.authority.may(actor, 'changes.request', change.unitId);
  const over = isFinal(change.state) ? [lifecycleRefusals.over({ state: change.state })] : [];
  return {
    ...presentHead(found),
    ...(await presentBody(app, change)),
    risk: presentRisk(riskNow(change, common)),
    needs: common.needed.map((each) => presentNeighbour(call, each, ask.now)),
    neededBy: (await waitingFor(ask.db, change.id)).map((each) => presentNeighbour(call, each, ask.now)),
    can: presentCan({ ...Object.fromEntries(judged), edit: mayNot.length > 0 ? mayNot : over }),
    asOf: null,
  };
}

/** A change for who may read it; to anybody else it does not exist. */
export async function readable(call: Call, id: string): Promise<Outcome<ChangeWithNames>> {
  const found = await findChange(call.app.database.db, id);
  const visible = found !== null && call.app.ports.authority.may(call.actor, 'changes.read', found.change.unitId).length === 0;
  return visible ? done(found) : refuse(loadRefusals['not-found']({ id }));
}

/** The change as it was at a moment, rebuilt from the ledger. Who reads it must be allowed to read it today, and where it was then. */
export async function presentPast(
  call: Call,
  now: ChangeWithNames,
  at: Date,
): Promise<Outcome<{ readonly body: ChangeReply; readonly version: number }>> {
  const { app, actor } = call;
  const db = app.database.db;
  const past = await recordAsOf(db, refOf(now.change), at);
  if (past === null) return refuse(loadRefusals['not-yet']({ key: now.change.key, at: at.toISOString() }));
  const record = pastRecord.parse(past.record);
  const change: Change = { ...record, id: now.change.id, updatedAt: past.changedAt, version: past.version };
  if (app.ports.authority.may(actor, 'changes.read', change.unitId).length > 0)
    return refuse(loadRefusals['not-found']({ id: now.change.key }));
  const [owner] = change.ownerId === null ? [] : await identity.peopleBy(db, { ids: [change.ownerId] });
  const [unit] = await identity.unitsBy(db, { ids: [change.unitId] });
  const names = {
    unit: unit === undefined ? now.names.unit : { id: unit.id, key: unit.key, name: unit.name },
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    requester: now.names.requester,
  };
  const needed = await neededBy(db, change.id, 'none');
  const needs = change.needs.flatMap(({ changeId, needBy }) => {
    const known = needed.find(({ id }) => id === changeId);
    return known === undefined ? [] : [presentNeighbour(call, { ...known, needBy }, at)];
  });
  const body = {
    ...presentHead({ change, names }),
    ...(await presentBody(app, change)),
    risk: null,
    needs,
    neededBy: [],
    can: {},
    asOf: at.toISOString(),
  };
  return done({ body, version: past.version });
}
