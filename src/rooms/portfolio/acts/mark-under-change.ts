import type { Work } from '../../../foundation/transact.ts';
import type { Application } from '../core/application.ts';
import { applicationsForUpdate, dependenciesOf } from '../store/find-applications.ts';
import { saveApplication } from './save-application.ts';

/** A deployment changes these applications: the validated ones are under change from now on, with the release's reason. The right is the caller's. */
export async function markUnderChangeIn(
  work: Work,
  applicationIds: readonly string[],
  reason: string,
): Promise<readonly Application[]> {
  const locked = await applicationsForUpdate(work.tx, applicationIds);
  const validated = locked.filter((one) => one.validatedState === 'validated' && one.withdrawnAt === null);
  const needs = await dependenciesOf(
    work.tx,
    validated.map((one) => one.id),
  );
  const marked: Application[] = [];
  for (const application of validated) {
    const before = { application, needs: needs.filter((need) => need.fromId === application.id) };
    const after = { ...before, application: { ...application, validatedState: 'under-change' as const } };
    marked.push(await saveApplication(work, before, after, { act: 'portfolio.under-change', reason }));
  }
  return marked;
}
