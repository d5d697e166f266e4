import type { Work } from '../../../foundation/transact.ts';
import { refacet } from '../../interlocks/door.ts';
import type { Application } from '../core/application.ts';
import { recordOf, subjectOf } from '../core/application-record.ts';
import { facetsDiffer } from '../core/facets.ts';
import { lockFacets } from '../store/facets.ts';
import { updateApplication } from '../store/write-applications.ts';
import type { Loaded } from './load-application.ts';

/**
 * Writes what became of a locked application, says it, and has the holds on it judged anew where freezes and windows see it differently now
 * (law 8, decision record 0005). Where nothing changed, nothing is written or said.
 */
export async function saveApplication(
  work: Work,
  before: Loaded,
  after: Loaded,
  said: { readonly act: string; readonly reason: string | null },
): Promise<Application> {
  const old = recordOf(before.application, before.needs);
  const now = recordOf(after.application, after.needs);
  if (JSON.stringify(old) === JSON.stringify(now)) return before.application;
  const application = { ...after.application, version: before.application.version + 1, changedAt: work.now };
  await updateApplication(work.tx, application);
  work.say({
    ...said,
    subject: subjectOf(application, before.application),
    version: application.version,
    before: old,
    after: now,
  });
  if (facetsDiffer(before.application, application)) {
    const [told] = await lockFacets(work.tx, [application.id]);
    if (told !== undefined) await refacet(work, `application:${application.id}`, told.facets);
  }
  return application;
}
