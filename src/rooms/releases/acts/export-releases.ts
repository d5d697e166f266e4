import type { Db } from '../../../foundation/database/database.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { ExportedRelease } from '../core/told.ts';
import { pageForExport, planKeysOf } from '../store/export-view.ts';

/** Releases as a plan file writes them: people by e-mail, units, applications and trains by key. */
export async function exportReleases(db: Db, filter: Parameters<typeof pageForExport>[1]): Promise<readonly ExportedRelease[]> {
  const found = await pageForExport(db, filter);
  const unique = (ids: readonly (string | null)[]): readonly string[] => [...new Set(ids.filter((id) => id !== null))];
  const people = await identity.peopleBy(db, { ids: unique(found.map(({ release }) => release.ownerId)) });
  const emails = new Map(people.map((person) => [person.id, person.email] as const));
  const ids = unique(found.flatMap(({ release }) => release.applications.map((application) => application.applicationId)));
  const keys = new Map(
    (ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids })).map(
      (application) => [application.id, application.key] as const,
    ),
  );
  const parents = await planKeysOf(db, unique(found.map(({ release }) => release.parentId)));
  return found.map(({ release, names }) => ({
    id: release.id,
    key: release.key,
    planRef: release.planRef,
    name: release.name,
    summary: release.summary,
    kind: release.kind,
    class: release.class,
    unit: names.unit.key,
    owner: release.ownerId === null ? null : (emails.get(release.ownerId) ?? null),
    parent: release.parentId === null ? null : (parents.get(release.parentId) ?? null),
    state: release.state,
    origin: release.origin,
    goLive: release.goLive,
    backOutMinutes: release.backOutMinutes,
    warrantyEnd: release.warrantyEnd,
    phases: release.phases,
    milestones: release.milestones,
    applications: release.applications.map(({ applicationId, role, version }) => ({
      applicationId,
      key: keys.get(applicationId) ?? applicationId,
      role,
      version,
    })),
    source: release.source,
    sourceTime: release.sourceTime,
    version: release.version,
  }));
}
