import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { ModelVerb } from '../contract-words.ts';
import { type ModelVersion, modelRecord, modelSubject } from '../core/model.ts';
import { modelMachine } from '../core/model-machine.ts';
import { modelNotFromHere, modelReasonMissing, needsQuality, modelRefusals as no, retirable } from '../core/model-rules.ts';
import { findModel, modelInForce, moveModel } from '../store/models.ts';
import type { KeptModel } from './propose-model.ts';

export type ModelStep = { readonly verb: ModelVerb; readonly reason: string | null; readonly signature: Signing };
type Asking = { readonly db: Db; readonly app: Services; readonly actor: Actor; readonly now: Date };

export function rightOfModelVerb(verb: ModelVerb): string {
  const row = modelMachine.rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no row has the verb ${verb}`);
  return row.right;
}

/** Models hold everywhere: anybody who keeps them may propose, and whoever decides holds the right in the whole organisation. */
export function mayNotOfModels({ app, actor }: Pick<Asking, 'app' | 'actor'>, right: string): readonly Refusal[] {
  const { may, reach } = app.ports.authority;
  const refusals = may(actor, right, null);
  if (refusals.length > 0 || right !== 'changes.approve-models') return refusals;
  return reach(actor, right) === 'all' ? [] : [no['models-everywhere']({})];
}

/** Why the actor cannot take the step now, its right apart. */
export async function modelBars(ask: Asking, one: ModelVersion, verb: ModelVerb): Promise<readonly Refusal[]> {
  const state = modelNotFromHere(one, verb);
  if (state.length > 0) return state;
  if (verb === 'refuse' || verb === 'withdraw') return [];
  const lacking = needsQuality(one) && ask.app.ports.authority.reach(ask.actor, 'changes.agree') !== 'all';
  const bars = lacking ? [no['quality-decides']({})] : [];
  if (verb === 'retire') return [...retirable(one), ...bars];
  const hands = one.proposedBy === null ? [] : [{ personId: one.proposedBy, as: 'proposed it' }];
  return [...(await notIndependent(ask.db, ask.actor, hands, ask.now)), ...bars];
}

/** Takes a version of a model one step on. Its approval lets the version before give way in the same act. */
export const actOnModel = (call: Call, named: string, step: ModelStep): Promise<Outcome<KeptModel>> =>
  transact(call, (work) => actOnModelIn(work, named, step));

export async function actOnModelIn(work: Work, named: string, step: ModelStep): Promise<Outcome<KeptModel>> {
  const mayNot = mayNotOfModels(work, rightOfModelVerb(step.verb));
  if (mayNot.length > 0) return refused(mayNot);
  const seen = await findModel(work.tx, named);
  if (seen === null) return refuse(no['no-such-model']({ model: named }));
  // The version in force first, then the one that is decided on: whoever proposes takes the same lock first.
  const inForce = await modelInForce(work.tx, seen.code, 'for update');
  const before = (await findModel(work.tx, seen.id, 'for update')) ?? seen;
  const stale = await work.stale(modelSubject(before), before.version);
  if (stale.length > 0) return refused(stale);
  const broken = [
    ...(await modelBars({ ...work, db: work.tx }, before, step.verb)),
    ...modelReasonMissing(step.verb, step.reason),
  ];
  const row = transitionOf(modelMachine, before.state, step.verb);
  if (broken.length > 0 || row === undefined || row.to === 'previous') return refused(broken);
  if (step.verb === 'approve' && inForce !== null) await supersede(work, inForce, before.key);
  const ends = step.verb !== 'approve';
  const after: ModelVersion = {
    ...before,
    state: row.to,
    ...(step.verb === 'approve' || step.verb === 'refuse' ? { decidedBy: work.actor.id, decidedAt: work.now } : {}),
    endReason: ends ? step.reason : null,
    version: before.version + 1,
  };
  await moveModel(work.tx, before, after);
  sayModel(work, row.act, before, after, step.reason);
  const kept = { id: after.id, version: after.version };
  if (!row.demands.includes('signature')) return done(kept);
  const due = {
    subject: modelSubject(after),
    label: `${after.key} ${after.content.name}`,
    version: before.version,
    verb: step.verb,
    after: modelRecord(after),
    input: { reason: step.reason },
    effects: effectsOf(after, inForce, step.verb),
  };
  const signed = await sign(work, due, step.signature);
  return signed.ok ? done(kept) : signed;
}

async function supersede(work: Work, inForce: ModelVersion, by: string): Promise<void> {
  const after: ModelVersion = {
    ...inForce,
    state: 'superseded',
    endReason: `${by} is in force`,
    version: inForce.version + 1,
  };
  await moveModel(work.tx, inForce, after);
  sayModel(work, 'changes.model-superseded', inForce, after, null);
}

const sayModel = (work: Work, act: string, before: ModelVersion, after: ModelVersion, reason: string | null): void =>
  work.say({
    act,
    subject: modelSubject(after),
    version: after.version,
    before: modelRecord(before),
    after: modelRecord(after),
    reason,
  });

const effectsOf = (after: ModelVersion, before: ModelVersion | null, verb: ModelVerb): readonly string[] => {
  if (verb === 'retire')
    return [
      `Nothing is authorised by ${after.code} any more; what follows it and has not begun becomes a normal change or is withdrawn.`,
    ];
  const old = before === null ? [] : [`${before.key} gives way; what was submitted under it goes on following it.`];
  return [`Changes that are submitted from now on follow ${after.key}.`, ...old];
};
