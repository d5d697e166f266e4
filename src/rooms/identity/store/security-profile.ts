import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';
import { secondFactorChoices, signingComponentChoices } from '../core/components.ts';
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
  // Settings that were written before these values existed go by the strict default.
  secondFactor: z.enum(secondFactorChoices).default(strictProfile.secondFactor),
  signingComponents: z.enum(signingComponentChoices).default(strictProfile.signingComponents),
});

export const securitySetting = 'identity.security';

/** The compliance setting in force, with its version (0: the strict default, never changed). */
export async function readSecurityProfile(db: Db | Tx): Promise<{ readonly profile: SecurityProfile; readonly version: number }> {
  const { rows } = await sql<{
    value: unknown;
    version: number;
  }>`select value, version from foundation.setting where name = ${securitySetting}`.execute(db);
  const row = rows[0];
  return row === undefined
    ? { profile: strictProfile, version: 0 }
    : { profile: securityProfileShape.parse(row.value), version: row.version };
}

/** Settings have no id of their own; the ledger knows this one by a fixed UUID. */
export const securitySubject: Subject = {
  kind: 'setting',
  id: '01935f00-0000-7000-8000-000000000001',
  key: securitySetting,
  unitIds: [],
};

/** As `readSecurityProfile`, with changes of it kept in one queue: the row may not exist yet. */
export async function securityProfileForUpdate(tx: Tx): Promise<{ readonly profile: SecurityProfile; readonly version: number }> {
  await sql`select pg_advisory_xact_lock(hashtext(${securitySetting}))`.execute(tx);
  return readSecurityProfile(tx);
}

export async function saveSecurityProfile(tx: Tx, profile: SecurityProfile, version: number, now: Date): Promise<void> {
  await sql`
    insert into foundation.setting (name, value, version, changed_at) values (${securitySetting}, ${JSON.stringify(profile)}::jsonb, ${version}, ${now})
    on conflict (name) do update set value = excluded.value, version = excluded.version, changed_at = excluded.changed_at`.execute(
    tx,
  );
}

const keepMs = 5_000;
const kept = new WeakMap<Db, { readonly until: number; readonly profile: SecurityProfile }>();

/** The profile for each request, read at most every five seconds: a tightened limit reaches every process within that time. */
export async function keptSecurityProfile(db: Db): Promise<SecurityProfile> {
  const known = kept.get(db);
  if (known !== undefined && known.until > performance.now()) return known.profile;
  const { profile } = await readSecurityProfile(db);
  kept.set(db, { until: performance.now() + keepMs, profile });
  return profile;
}

/** The process that changed the profile goes by the new one at once. */
export const forgetSecurityProfile = (db: Db): boolean => kept.delete(db);
