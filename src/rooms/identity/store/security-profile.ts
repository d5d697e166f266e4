import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { profileBounds, type SecurityProfile, strictProfile } from '../core/password.ts';

const between = ([least, most]: readonly [number, number]) => z.int().min(least).max(most);

export const securityProfileShape = z.strictObject({
  passwordMinLength: between(profileBounds.passwordMinLength),
  failuresBeforeLock: between(profileBounds.failuresBeforeLock),
  lockMinutes: between(profileBounds.lockMinutes),
  idleMinutes: between(profileBounds.idleMinutes),
  absoluteMinutes: between(profileBounds.absoluteMinutes),
  rotateMinutes: between(profileBounds.rotateMinutes),
  tokenMaxDays: between(profileBounds.tokenMaxDays),
});

export const securitySetting = 'identity.security';

/** The compliance setting in force, with its version (0: the strict default, never changed). */
export async function readSecurityProfile(db: Db | Tx): Promise<{ readonly profile: SecurityProfile; readonly version: number }> {
  const { rows } = await sql<{ value: unknown; version: number }>`select value, version from foundation.setting where name = ${securitySetting}`.execute(db);
  const row = rows[0];
  return row === undefined ? { profile: strictProfile, version: 0 } : { profile: securityProfileShape.parse(row.value), version: row.version };
}
