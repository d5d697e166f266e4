import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { mayNotOfModels, modelBars, rightOfModelVerb } from '../acts/act-on-model.ts';
import type { ModelLine, ModelView } from '../contract-models.ts';
import { modelVerbs } from '../contract-words.ts';
import type { ModelVersion } from '../core/model.ts';
import { modelRefusals as no } from '../core/model-rules.ts';
import { versionsOfModel } from '../store/models.ts';

/** The lines of a page: applications of all of them in one question. */
export async function presentModels(call: Call, models: readonly ModelVersion[]): Promise<ModelLine[]> {
  const ids = [...new Set(models.flatMap(({ content }) => content.applications))];
  const found = ids.length === 0 ? [] : await portfolio.applicationsBy(call.app.database.db, { ids });
  const known = new Map(found.map(({ id, key, name }) => [id, { id, key, name }] as const));
  return models.map(({ id, key, code, number, kind, state, content, version }) => ({
    id,
    key,
    code,
    number,
    kind,
    state,
    name: content.name,
    description: content.description,
    plans: { backOut: content.plans.backOut, test: content.plans.test },
    limits: { components: content.limits.components, minutes: content.limits.minutes, band: content.limits.band },
    applications: content.applications.map((each) => known.get(each) ?? { id: each, key: each, name: each }),
    gxp: content.gxp,
    instructions: content.instructions,
    version,
  }));
}

async function canOn(call: Call, one: ModelVersion, versions: readonly ModelVersion[]) {
  const ask = { app: call.app, actor: call.actor, db: call.app.database.db, now: call.app.clock.now() };
  const open = versions.find(({ state }) => state === 'proposed');
  const proposing = mayNotOfModels(call, 'changes.propose-models');
  const can: Record<string, readonly Refusal[]> = {
    propose: [...proposing, ...(open === undefined ? [] : [no['proposal-open']({ key: open.key })])],
  };
  for (const verb of modelVerbs) {
    const mayNot = mayNotOfModels(call, rightOfModelVerb(verb));
    can[verb] = mayNot.length > 0 ? mayNot : await modelBars(ask, one, verb);
  }
  return presentCan(can);
}

/** A version with what its reader may do with it, and the other versions of its model. */
export async function presentModel(call: Call, one: ModelVersion): Promise<ModelView> {
  const { db } = call.app.database;
  const [line] = await presentModels(call, [one]);
  if (line === undefined) throw new Error('a model has a line');
  const people = await peopleBy(db, { ids: [one.proposedBy, one.decidedBy].filter((id) => id !== null) });
  const named = (id: string | null) =>
    id === null ? null : { id, name: people.find((person) => person.id === id)?.name ?? 'Somebody' };
  const versions = await versionsOfModel(db, one.code);
  return {
    ...line,
    reason: one.reason,
    proposedBy: named(one.proposedBy),
    proposedAt: one.proposedAt.toISOString(),
    decidedBy: named(one.decidedBy),
    decidedAt: one.decidedAt?.toISOString() ?? null,
    endReason: one.endReason,
    versions: versions.map(({ key, number, state }) => ({ key, number, state })),
    can: await canOn(call, one, versions),
  };
}
