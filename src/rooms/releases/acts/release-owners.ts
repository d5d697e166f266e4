import type { Db } from '../../../foundation/database/database.ts';
import * as ledger from '../../ledger/door.ts';
import { findRelease } from '../store/read-releases.ts';
import { subjectKind } from './release-subject.ts';

/** Who owns the release now, and who owned it at any time by the ledger: handing it over makes nobody independent. */
export async function releaseOwners(db: Db, id: string): Promise<readonly string[]> {
  const now = (await findRelease(db, id))?.release.ownerId ?? null;
  const ever = await ledger.valuesHeld(db, { kind: subjectKind, id }, '/ownerId');
  return [...new Set([...(now === null ? [] : [now]), ...ever])];
}
