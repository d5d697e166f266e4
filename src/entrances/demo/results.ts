import type { Db } from '../../foundation/database/database.ts';
import { releasesForExport } from '../../rooms/releases/door.ts';

/** The same result for every application of a release. */
export async function sameResultForAll(db: Db, releaseId: string, result: 'completed') {
  const releases = await releasesForExport(db, { unitIds: 'all', origin: 'native', after: null, limit: 500 });
  const release = releases.find((one) => one.id === releaseId);
  return (release?.applications ?? []).map((application) => ({ applicationId: application.applicationId, result, note: null }));
}
