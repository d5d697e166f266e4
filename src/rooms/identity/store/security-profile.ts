import type { Db, Tx } from '../../../foundation/database/database.ts';
import { keptProfile, readProfile } from '../../../foundation/profile.ts';
import type { SecurityProfile } from '../core/password.ts';
import { securityOf } from '../core/security-values.ts';

/** The values of the compliance profile by which this room goes, as they are at this moment. */
export async function readSecurityProfile(db: Db | Tx): Promise<{ readonly profile: SecurityProfile; readonly version: number }> {
  const profile = await readProfile(db);
  return { profile: securityOf(profile), version: profile.version };
}

/** The same for each request, out of the copy that foundation keeps. */
export const keptSecurityProfile = async (db: Db): Promise<SecurityProfile> => securityOf(await keptProfile(db));
