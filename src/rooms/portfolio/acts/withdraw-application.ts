import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Application } from '../core/application.ts';
import { subjectOf } from '../core/application-record.ts';
import { judgeLeaving } from '../core/judge.ts';
import { closeDependencies } from '../store/write-applications.ts';
import { dependentsSeen } from './leave-facts.ts';
import { type Loaded, loadFor } from './load-application.ts';
import { saveApplication } from './save-application.ts';

export const withdrawApplication = (call: Call, idOrKey: string, reason: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const loaded = await loadFor(work, idOrKey, 'portfolio.withdraw');
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    const stale = await work.stale(subjectOf(application), application.version);
    if (stale.length > 0) return refused(stale);
    const outcome = await withdraw(work, loaded.value, reason);
    return outcome.ok ? done({ id: outcome.value.id }) : outcome;
  });

/** For callers that hold their own transaction: the version is not compared. */
export async function withdrawApplicationIn(work: Work, idOrKey: string, reason: string): Promise<Outcome<Application>> {
  const loaded = await loadFor(work, idOrKey, 'portfolio.withdraw');
  return loaded.ok ? withdraw(work, loaded.value, reason) : loaded;
}

/** What it needed is no longer needed; what needs it must let go first. Withdrawing again is no error. */
async function withdraw(work: Work, before: Loaded, reason: string): Promise<Outcome<Application>> {
  const { application, needs } = before;
  if (application.withdrawnAt !== null) return done(application);
  const broken = judgeLeaving(application, await dependentsSeen(work.tx, application.id, work.reach('portfolio.read')));
  if (broken.length > 0) return refused(broken);
  await closeDependencies(
    work.tx,
    needs.map((need) => need.id),
    work.now,
  );
  const after = { application: { ...application, withdrawnAt: work.now }, needs: [] };
  return done(await saveApplication(work, before, after, { act: 'portfolio.withdrawn', reason }));
}
