import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Release } from '../core/release.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import type { HistoryInput } from '../core/told.ts';
import { findRelease, lockPlanRef } from '../store/read-releases.ts';
import { commitRelease } from './commit-release.ts';
import { blank, planRefRefusals } from './propose-release.ts';
import { resolveApplications, resolveUnit } from './resolve-input.ts';

/**
 * Imports a release of another system as history (law 10): the actor is the importer, the time is now, the source's own time is data. It stands as closed,
 * marked as imported, without outcome, decision or green light, and no verb works on it. The same history again says nothing.
 */
export async function importHistoryIn(work: Work, input: HistoryInput): Promise<Outcome<Release>> {
  const nowhere = work.mayNot('releases.import', null);
  if (nowhere.length > 0) return refused(nowhere);
  const unit = await resolveUnit(work.tx, input.unit);
  if (!unit.ok) return unit;
  const mayNot = work.mayNot('releases.import', unit.value);
  if (mayNot.length > 0) return refused(mayNot);
  const applications = await resolveApplications(
    work,
    input.applications.map((application) => ({ ...application, role: 'changed' as const })),
    [],
  );
  if (!applications.ok) return applications;
  const known = await lockPlanRef(work.tx, input.planRef);
  const before = known === null ? null : ((await findRelease(work.tx, known, 'for update'))?.release ?? null);
  if (before !== null && before.origin === 'native') return refuse(planRefRefusals['plan-ref-taken']({ planRef: input.planRef }));
  const fields = {
    name: input.name,
    summary: input.summary,
    source: input.source,
    sourceTime: input.sourceTime,
    applications: applications.value
      .map((application) => ({ ...application, result: 'pending' as const, resultNote: null }))
      .toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
  };
  const release: Release =
    before === null
      ? {
          ...blank(work, uuidv7(work.now.getTime()), unit.value),
          ...fields,
          key: '',
          planRef: input.planRef,
          kind: 'independent',
          class: 'minor',
          state: 'closed',
          origin: 'imported',
        }
      : { ...before, ...fields };
  const broken = wellFormed({ ...release, warrantyEnd: input.sourceTime });
  if (broken.length > 0) return refused(broken);
  const entry = { act: 'releases.history-imported', reason: null };
  if (before === null) return commitRelease(work, null, { ...release, key: await work.nextKey('REL', 1001) }, entry);
  if (JSON.stringify(before) === JSON.stringify(release)) return done(before);
  return commitRelease(work, before, { ...release, updatedAt: work.now, version: before.version + 1 }, entry);
}
