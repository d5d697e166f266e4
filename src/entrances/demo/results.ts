import type { Db } from '../../foundation/database/database.ts';
import { type ExportedRelease, releasesForExport } from '../../rooms/releases/door.ts';

/** A release as plan files see it, by id. */
export async function exportedById(db: Db, releaseId: string): Promise<ExportedRelease> {
  const releases = await releasesForExport(db, { unitIds: 'all', origin: 'native', after: null, limit: 500 });
  const found = releases.find((one) => one.id === releaseId);
  if (found === undefined) throw new Error(`there is no release ${releaseId}`);
  return found;
}

/** The same result for every application of a release. */
export async function sameResultForAll(db: Db, releaseId: string, result: 'completed') {
  const release = await exportedById(db, releaseId);
  return release.applications.map((application) => ({ applicationId: application.applicationId, result, note: null }));
}

type ActInput = {
  readonly reason: string | null;
  readonly results: readonly { readonly applicationId: string; readonly result: 'completed'; readonly note: string | null }[];
  readonly validation: 'positive' | 'negative' | null;
};

/** What an act brings, as the body of its request says it. */
export const bodyOf = ({ reason, results, validation }: ActInput) => ({
  ...(reason === null ? {} : { reason }),
  results: results.map(({ applicationId, result }) => ({ application: applicationId, result })),
  ...(validation === null ? {} : { validation }),
});
