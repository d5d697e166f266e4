import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { subjectOf } from '../core/application-record.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';
import { withdrawnIsClosed } from '../core/rules/withdrawn-is-closed.ts';
import { dependencyById } from '../store/find-applications.ts';
import { closeDependencies } from '../store/write-applications.ts';
import { type Loaded, loadFor } from './load-application.ts';
import { saveApplication } from './save-application.ts';

export const withdrawDependency = (
  call: Call,
  idOrKey: string,
  dependencyId: string,
  reason: string,
): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const loaded = await loadFor(work, idOrKey, 'portfolio.change');
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    const stale = await work.stale(subjectOf(application), application.version);
    if (stale.length > 0) return refused(stale);
    const outcome = await withdraw(work, loaded.value, dependencyId, reason);
    return outcome.ok ? done({ id: application.id }) : outcome;
  });

/** For callers that hold their own transaction: the version is not compared. */
export async function withdrawDependencyIn(work: Work, dependencyId: string, reason: string): Promise<Outcome<null>> {
  const dependency = await dependencyById(work.tx, dependencyId);
  if (dependency === null) return refuse(no['no-such-dependency']({}));
  const loaded = await loadFor(work, dependency.fromId, 'portfolio.change');
  return loaded.ok ? withdraw(work, loaded.value, dependencyId, reason) : loaded;
}

async function withdraw(work: Work, before: Loaded, dependencyId: string, reason: string): Promise<Outcome<null>> {
  if (!before.needs.some((need) => need.id === dependencyId)) return refuse(no['no-such-dependency']({}));
  const closed = withdrawnIsClosed(before.application);
  if (closed.length > 0) return refused(closed);
  await closeDependencies(work.tx, [dependencyId], work.now);
  const needs = before.needs.filter((need) => need.id !== dependencyId);
  await saveApplication(work, before, { ...before, needs }, { act: 'portfolio.dependency-withdrawn', reason });
  return done(null);
}
