import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { sign } from '../../signatures/door.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import type { StepInput } from '../core/facts.ts';
import { brokenRules, missingReason, rowFor } from '../core/judge.ts';
import { type Row, rightOfVerb } from '../core/lifecycle.ts';
import { partBy } from '../core/parts.ts';
import type { Risk } from '../core/risk.ts';
import { takeStep } from '../core/take-step.ts';
import { dueFor, refOf, subjectOf, type Written, written } from './change-subject.ts';
import { commitChange } from './commit-change.ts';
import { factsFor, gatherCommon, riskNow } from './gather-facts.ts';
import { loadForAct } from './load-change.ts';

export type StepRequest = { readonly verb: ChangeVerb; readonly input: StepInput; readonly signature: Signing };

/** Takes a change one step on, or back. */
export const actOnChange = (call: Call, idOrKey: string, request: StepRequest): Promise<Outcome<Written>> =>
  transact(call, async (work) => written(await actOnChangeIn(work, idOrKey, request)));

export async function actOnChangeIn(
  work: Work,
  idOrKey: string,
  { verb, input, signature }: StepRequest,
): Promise<Outcome<Change>> {
  const loaded = await loadForAct(work, idOrKey, rightOfVerb(verb));
  if (!loaded.ok) return loaded;
  const { change } = loaded.value;
  const stale = await work.stale(subjectOf(change), change.version);
  if (stale.length > 0) return refused(stale);
  const found = rowFor(change, verb);
  if ('refusals' in found) return refused(found.refusals);
  const { row } = found;
  const judged = await judge(work, change, row, input);
  const broken = [...missingReason(row, input.reason), ...judged.refusals];
  if (broken.length > 0) return refused(broken);
  const after = await take(work, change, row, input, judged);
  if (!row.demands.includes('signature')) return done(after);
  const signed = await sign(work, dueFor(change, after, verb, { reason: input.reason, outcome: input.outcome }), signature);
  return signed.ok ? done(after) : signed;
}

/** Every broken rule of the row, judged on facts that stay locked until the act commits. */
async function judge(work: Work, change: Change, row: Row, input: StepInput) {
  const ask = { db: work.tx, app: work.app, actor: work.actor, now: work.now, locks: true as const };
  const asked = row.rules.includes('approvals-given');
  const missingApprovals = asked ? await approvals.guardOf(work, refOf(change), row.verb) : [];
  const part = partBy(row.verb);
  // Who comes to have a part by the step is kept from it by a yes of theirs that excludes the part.
  const both = asked || part === null ? [] : await approvals.apartIn(work, refOf(change), work.actor.id, [part]);
  // Share-locked by the same door that holds use, so that no application changes its facets under a decision.
  const ids = change.applications.map(({ applicationId }) => applicationId);
  await portfolio.facetsOf(work.tx, ids);
  const common = await gatherCommon(ask, change);
  const facts = await factsFor(ask, change, common, row.verb, { missingApprovals, input });
  return { refusals: [...brokenRules(row, change, facts), ...both], risk: riskNow(change, common), inForce: common.model.key };
}

type Judged = { readonly risk: Risk; readonly inForce: string };

async function take(work: Work, change: Change, row: Row, input: StepInput, { risk, inForce }: Judged): Promise<Change> {
  const decisionId = uuidv7(work.now.getTime());
  const after = takeStep(change, { row, input, risk, inForce, by: work.actor.id, now: work.now, decisionId });
  await commitChange(work, change, after, { act: row.act, reason: input.reason });
  if (row.verb === 'implement' && change.model !== 'non-production') {
    const changed = after.applications.filter(({ role }) => role === 'changed').map(({ applicationId }) => applicationId);
    await portfolio.markUnderChangeIn(work, changed, `${after.key} is being implemented`);
  }
  return after;
}
