import type { Actor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { type Due, sign } from '../../signatures/door.ts';
import type { Application } from '../core/application.ts';
import { recordOf, subjectOf } from '../core/application-record.ts';
import { judgeVerb } from '../core/judge.ts';
import { type ValidatedVerb, validatedRow, validatedState } from '../core/validated-state.ts';
import { type Loaded, loadFor } from './load-application.ts';
import { saveApplication } from './save-application.ts';

export type Decision = { readonly verb: ValidatedVerb; readonly reason: string; readonly signature?: Signing };

/** Why the actor is not independent of an application: its owner does not decide on its validation (separation of duties). */
export const ownHandIn = (db: Db | Tx, actor: Actor, application: Application, now: Date): Promise<readonly Refusal[]> =>
  notIndependent(
    db,
    actor,
    application.ownerId === null ? [] : [{ personId: application.ownerId, as: `owner of ${application.key}` }],
    now,
  );

/** One verb of the validated state, as its row in the state machine says. */
export const setValidatedState = (call: Call, idOrKey: string, decision: Decision): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, (work) => setValidatedStateIn(work, idOrKey, decision));

export async function setValidatedStateIn(
  work: Work,
  idOrKey: string,
  decision: Decision,
): Promise<Outcome<{ readonly id: string }>> {
  const { verb, reason } = decision;
  const right = validatedState.rows.find((row) => row.verb === verb)?.right ?? 'portfolio.validate';
  const loaded = await loadFor(work, idOrKey, right);
  if (!loaded.ok) return loaded;
  const { application } = loaded.value;
  const stale = await work.stale(subjectOf(application), application.version);
  if (stale.length > 0) return refused(stale);
  const row = validatedRow(application.validatedState, verb);
  const broken = judgeVerb(application, verb, { notIndependent: await ownHandIn(work.tx, work.actor, application, work.now) });
  if (row === undefined || row.to === 'previous' || broken.length > 0) return refused(broken);
  const after = { ...loaded.value, application: { ...application, validatedState: row.to } };
  await saveApplication(work, loaded.value, after, { act: row.act, reason });
  if (row.demands.some((demand) => demand === 'signature')) {
    const signed = await sign(work, dueFor(loaded.value, after, decision), decision.signature);
    if (!signed.ok) return signed;
  }
  return done({ id: application.id });
}

const dueFor = (before: Loaded, { application, needs }: Loaded, { verb, reason }: Decision): Due => ({
  subject: subjectOf(application),
  label: `${application.key} ${application.name}`,
  version: before.application.version,
  verb,
  after: recordOf(application, needs),
  input: { reason },
  effects: [`${application.key} becomes ${application.validatedState.replaceAll('-', ' ')}.`],
});
