import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { bareInput } from '../core/facts.ts';
import { goUntil } from '../core/go-until.ts';
import { lifecycleRefusals, rowFor } from '../core/judge.ts';
import { guardsBehindReady, isFinal } from '../core/lifecycle.ts';
import { goDays } from '../core/profile.ts';
import { toRecord } from '../core/record.ts';
import type { Release } from '../core/release.ts';
import type { HouseVerb } from '../core/verbs.ts';
import { findRelease, unusedGoes } from '../store/read-releases.ts';
import { take } from './act-on-release.ts';
import { subjectOf } from './release-subject.ts';

/** A verb of the house itself: judged by nobody's right, said with its reason. */
export async function takeByItself(work: Work, release: Release, verb: HouseVerb, reason: string): Promise<Outcome<Release>> {
  const found = rowFor(release, verb);
  return 'refusals' in found
    ? { ok: false, refusals: found.refusals }
    : take(work, release, found.row, { ...bareInput, reason }, []);
}

/** Locks the release for an act on one of its gates, and tells why its gates cannot change now. */
export async function lockForGates(work: Work, id: string): Promise<readonly Refusal[]> {
  const found = await findRelease(work.tx, id, 'for update');
  if (found === null) return [];
  const { release } = found;
  if (release.origin === 'imported') return [lifecycleRefusals.imported({ source: release.source ?? 'another system' })];
  return isFinal(release.state) ? [lifecycleRefusals.over({ state: release.state })] : [];
}

/**
 * A gate that had passed is open again. Ready is never with a red criterion: a go that relied on the gate is void in the same transaction. A deployment
 * that runs is not stopped by it; the reopening is marked in the history for those who decide.
 */
export async function gateReopened(
  work: Work,
  id: string,
  gate: { readonly name: string; readonly guards: string; readonly why: string },
): Promise<void> {
  const found = await findRelease(work.tx, id, 'for update');
  if (found === null) return;
  const { release } = found;
  const reason = `Gate “${gate.name}” is open again: ${gate.why}`.slice(0, 2000);
  if (release.state === 'ready' && guardsBehindReady.includes(gate.guards)) {
    const taken = await takeByItself(work, release, 'void-go', reason);
    if (!taken.ok) throw new Error(`the go of ${release.key} could not be taken back: ${taken.refusals[0]?.message}`);
  } else if (release.state === 'deploying') {
    const record = toRecord(release);
    work.say({
      act: 'releases.gate-reopened',
      subject: subjectOf(release),
      version: release.version,
      before: record,
      after: record,
      reason,
    });
  }
}

/** Lets each go expire whose go-live, or whose time by the profile, is over without a deployment. Runs as a job, one process at a time. */
export async function expireGoes(app: Services): Promise<void> {
  const now = app.clock.now();
  const days = await valueIn(app.database.db, goDays);
  for (const id of await unusedGoes(app.database.db, now, days)) {
    const call: Call = { app, actor: systemActor('releases.expire-go'), requestId: uuidv7(), ifVersion: null, idempotency: null };
    const outcome = await transact(call, async (work) => {
      const found = await findRelease(work.tx, id, 'for update');
      const until = found === null ? null : goUntil(found.release, days);
      if (found === null || found.release.state !== 'ready' || until === null || until > work.now) return done(null);
      const over = found.release.goLive?.end.getTime() === until.getTime();
      const why = over
        ? `The go-live was over at ${until.toISOString()} without a deployment`
        : `A go counts for ${days} days: this one until ${until.toISOString()}, and nothing was deployed`;
      return takeByItself(work, found.release, 'expire-go', why);
    });
    if (!outcome.ok) app.log.error({ release: id, refusals: outcome.refusals }, 'a go could not expire');
  }
}
