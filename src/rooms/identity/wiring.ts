import type { Db } from '../../foundation/database/database.ts';
import type { Credentials } from '../../foundation/services.ts';
import { strictProfile, type SecurityProfile } from './core/password.ts';
import { type Authenticated, authenticate as authenticateWith } from './store/authenticate.ts';
import { readSecurityProfile } from './store/security-profile.ts';

export { confirmPassword } from './acts/confirm-password.ts';
export { authorityOver } from './core/authority.ts';

const keepMs = 5_000;
const kept = new WeakMap<Db, { readonly until: number; readonly profile: SecurityProfile }>();

/** The profile is read at most every five seconds: a tightened limit reaches every process within that time. */
async function profileOf(db: Db): Promise<SecurityProfile> {
  const known = kept.get(db);
  if (known !== undefined && known.until > performance.now()) return known.profile;
  const { profile } = await readSecurityProfile(db);
  kept.set(db, { until: performance.now() + keepMs, profile });
  return profile ?? strictProfile;
}

/** What the entrances wire to foundation's port `authenticate`. */
export async function authenticate(db: Db, credentials: Credentials, now: Date, secure: boolean): Promise<Authenticated> {
  if (credentials.bearer === null && credentials.cookie === null) return authenticateWith(db, credentials, now, strictProfile, secure);
  return authenticateWith(db, credentials, now, await profileOf(db), secure);
}
