import type { Json } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import * as gates from '../../gates/door.ts';
import * as policies from '../../policies/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { sign } from '../../signatures/door.ts';
import type { ReleaseVerb } from '../contract.ts';
import type { ActInput } from '../core/facts.ts';
import { brokenRules, missingReason, rowFor } from '../core/judge.ts';
import { type Row, rightOfVerb } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { unknownResults } from '../core/rules/results-known.ts';
import { effectsOfStep } from '../core/step-effects.ts';
import { takeStep } from '../core/take-step.ts';
import { commitRelease } from './commit-release.ts';
import { gatesMissing } from './gates-demanded.ts';
import { factsFor, gatherCommon, guardWords } from './gather-facts.ts';
import { loadForAct } from './load-release.ts';
import { dueFor, refOf, subjectOf, type Written, written } from './release-subject.ts';

export type ActRequest = {
  readonly verb: ReleaseVerb;
  readonly input: ActInput;
  readonly signature: Signing;
  /** Version that the caller saw, where it comes with the row of a bulk call instead of If-Match. */
  readonly seen?: number;
};

/** Takes a release one step on, or back. */
export const actOnRelease = (call: Call, idOrKey: string, request: ActRequest): Promise<Outcome<Written>> =>
  transact(request.seen === undefined ? call : { ...call, ifVersion: request.seen, idempotency: null }, async (work) =>
    written(await actOnReleaseIn(work, idOrKey, request)),
  );

export async function actOnReleaseIn(work: Work, idOrKey: string, request: ActRequest): Promise<Outcome<Release>> {
  const loaded = await loadForAct(work, idOrKey, rightOfVerb(request.verb));
  if (!loaded.ok) return loaded;
  const { release } = loaded.value;
  const stale = await work.stale(subjectOf(release), release.version);
  if (stale.length > 0) return refused(stale);
  const row = rowFor(release, request.verb);
  if ('refusals' in row) return refused(row.refusals);
  const broken = [...missingReason(row.row, request.input.reason), ...unknownResults(release, request.input)];
  const judged = await judge(work, release, row.row, request.input);
  if (broken.length + judged.refusals.length > 0) return refused([...broken, ...judged.refusals]);
  const taken = await take(work, release, row.row, request.input, judged.children);
  if (!taken.ok || !row.row.demands.includes('signature')) return taken;
  const effects = effectsOfStep(release, taken.value, request.verb);
  const due = dueFor(release, taken.value, request.verb, inputJson(request.input), effects);
  const after = { ...due.after, ...(await policies.followedBy(work.tx, refOf(release))) };
  const signed = await sign(work, { ...due, after }, request.signature);
  return signed.ok ? taken : signed;
}

const inputJson = (input: ActInput): Json => ({
  reason: input.reason,
  results: input.results.map((result) => ({ ...result })),
  deviation: input.deviation === null ? null : { ...input.deviation },
  validation: input.validation,
});

/** Every broken rule of the row, judged on facts that stay locked until the act commits. */
async function judge(work: Work, release: Release, row: Row, input: ActInput) {
  const ask = { db: work.tx, app: work.app, actor: work.actor, now: work.now, locks: true as const };
  const closedGates: Refusal[] = [];
  if (row.rules.includes('gates-passed')) {
    const missing = await gatesMissing(work.app, work.tx, release);
    for (const guard of guardWords(row.verb))
      closedGates.push(...(await gates.guardOf(work, refOf(release), guard)), ...(missing.get(guard) ?? []));
  }
  const missingApprovals = row.rules.includes('approvals-given') ? await approvals.guardOf(work, refOf(release), row.verb) : [];
  const common = await gatherCommon(ask, release, new Set(row.rules));
  const facts = await factsFor(ask, release, common, row.verb, { closedGates, missingApprovals, input });
  return { refusals: brokenRules(row, release, facts), children: facts.children };
}

/** Saves and says a step that was judged, with what it brings in other rooms. */
export async function take(
  work: Work,
  release: Release,
  row: Row,
  input: ActInput,
  children: Parameters<typeof takeStep>[1]['children'],
): Promise<Outcome<Release>> {
  const after = takeStep(release, {
    row,
    input,
    children,
    by: work.actor.id,
    now: work.now,
    decisionId: uuidv7(work.now.getTime()),
  });
  const committed = await commitRelease(work, release, after, { act: row.act, reason: input.reason });
  if (!committed.ok) return committed;
  if (row.verb === 'plan') await policies.followPoliciesIn(work, subjectOf(after), after.version);
  if (row.verb === 'deploy') {
    const changed = after.applications
      .filter((application) => application.role === 'changed')
      .map((application) => application.applicationId);
    await portfolio.markUnderChangeIn(work, changed, `${after.key} is being deployed`);
  }
  return done(after);
}
