import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Application, Dependency } from '../core/application.ts';
import { portfolioRefusals as no } from '../core/refusals.ts';
import { applicationForUpdate, dependenciesOf } from '../store/find-applications.ts';

/** The whole record: an application with what it needs. */
export type Loaded = { readonly application: Application; readonly needs: readonly Dependency[] };

/** Loads and locks an application for somebody who wants to use a right on it. Who may not read it learns nothing, not even that it exists. */
export async function loadFor(work: Work, idOrKey: string, right: string): Promise<Outcome<Loaded>> {
  const application = await applicationForUpdate(work.tx, idOrKey);
  if (application === null || work.mayNot('portfolio.read', application.unitId).length > 0) {
    return refuse(no['no-such-application']({ application: idOrKey }));
  }
  const denied = work.mayNot(right, application.unitId);
  if (denied.length > 0) return refused(denied);
  return done({ application, needs: await dependenciesOf(work.tx, [application.id]) });
}
