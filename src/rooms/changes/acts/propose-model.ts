import type { z } from 'zod';
import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { proposeModel as operation } from '../contract-models.ts';
import { type ModelContent, type ModelVersion, modelKey, modelRecord, modelSubject } from '../core/model.ts';
import { modelWhole, modelRefusals as no } from '../core/model-rules.ts';
import { insertModel, modelInForce, versionsOfModel } from '../store/models.ts';
import { resolveRefusals } from './resolve-input.ts';

export type ModelInput = z.output<(typeof operation)['body']>;
export type KeptModel = { readonly id: string; readonly version: number };

/** Proposes a version of a model, or the first one of a new template of standard changes. Nothing changes before somebody else approves it. */
export const proposeModel = (call: Call, input: ModelInput): Promise<Outcome<KeptModel>> =>
  transact(call, async (work) => {
    const mayNot = work.mayNot('changes.propose-models', null);
    if (mayNot.length > 0) return refused(mayNot);
    const base = await baseOf(work, input);
    if (!base.ok) return base;
    const applications = await namedApplications(work, input.applications, base.value?.content.applications ?? []);
    if (!applications.ok) return applications;
    const kind = base.value?.kind ?? 'standard';
    const content = contentOf(input, applications.value);
    const faults = modelWhole(kind, content);
    if (faults.length > 0) return refused(faults);
    const { code, number } = await placeOf(work, base.value);
    const proposed: ModelVersion = {
      id: uuidv7(work.now.getTime()),
      key: modelKey(code, number),
      code,
      number,
      kind,
      state: 'proposed',
      content,
      reason: input.reason,
      proposedBy: work.actor.id,
      proposedAt: work.now,
      decidedBy: null,
      decidedAt: null,
      endReason: null,
      version: 1,
    };
    await insertModel(work.tx, proposed);
    work.say({
      act: 'changes.model-proposed',
      subject: modelSubject(proposed),
      version: 1,
      before: null,
      after: modelRecord(proposed),
      reason: input.reason,
    });
    return done({ id: proposed.id, version: 1 });
  });

/** The version in force that the proposal is written on; null for a new template. Locked, so that proposals of one model come one after the other. */
async function baseOf(work: Work, { model, basis }: ModelInput): Promise<Outcome<ModelVersion | null>> {
  if (model === undefined) return done(null);
  const inForce = await modelInForce(work.tx, model, 'for update');
  if (inForce === null) return refuse(no['model-unknown']({ model }, { field: '/model' }));
  const open = (await versionsOfModel(work.tx, inForce.code)).find(({ state }) => state === 'proposed');
  const refusals: Refusal[] = [];
  if (open !== undefined) refusals.push(no['proposal-open']({ key: open.key }, { field: '/model' }));
  if (basis !== inForce.number)
    refusals.push(no['model-moved-on']({ basis: basis ?? null, inForce: inForce.number }, { field: '/basis' }));
  return refusals.length > 0 ? refused(refusals) : done(inForce);
}

async function placeOf(work: Work, base: ModelVersion | null): Promise<{ readonly code: string; readonly number: number }> {
  if (base === null) return { code: await work.nextKey('STD'), number: 1 };
  const [newest] = await versionsOfModel(work.tx, base.code);
  return { code: base.code, number: (newest?.number ?? 0) + 1 };
}

/** Ids of the applications of a template. One that the version before has already may stay, although it was withdrawn since. */
async function namedApplications(
  work: Work,
  names: readonly string[],
  present: readonly string[],
): Promise<Outcome<readonly string[]>> {
  if (names.length === 0) return done([]);
  const found = await portfolio.applicationsBy(work.tx, {
    ids: names.filter(isUuid),
    keys: names.filter((name) => !isUuid(name)),
  });
  const refusals: Refusal[] = [];
  const ids = names.flatMap((application, index) => {
    const known = found.find(({ id, key }) => id === application || key === application);
    const seen = known !== undefined && known.withdrawnAt === null && work.mayNot('portfolio.read', known.unitId).length === 0;
    if (known !== undefined && (seen || present.includes(known.id))) return [known.id];
    refusals.push(resolveRefusals['application-unknown']({ application }, { field: `/applications/${index}` }));
    return [];
  });
  return refusals.length > 0 ? refused(refusals) : done([...new Set(ids)].toSorted());
}

const contentOf = (input: ModelInput, applications: readonly string[]): ModelContent => ({
  name: input.name,
  description: input.description,
  plans: { backOut: input.plans.backOut, test: input.plans.test },
  limits: { components: input.limits.components, minutes: input.limits.minutes, band: input.limits.band },
  applications,
  gxp: input.gxp,
  instructions: input.instructions,
});
