import type { Actor } from '../../foundation/actor.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Credentials } from '../../foundation/services.ts';
import { strictSecurity } from './core/security-values.ts';
import { type Authenticated, authenticate as authenticateWith, stillThere as stillThereWith } from './store/authenticate.ts';
import { keptSecurityProfile } from './store/security-profile.ts';

export { confirmPassword } from './acts/confirm-password.ts';
export { firstAdministratorLink } from './acts/first-administrator-link.ts';
export { narrowView } from './acts/narrow-view.ts';
export { reopenFirstCheck } from './acts/reopen-first-check.ts';
export { authorityOver } from './core/authority.ts';

/** What the entrances wire to foundation's port `authenticate`. A stranger costs no query. */
export async function authenticate(db: Db, credentials: Credentials, now: Date, secure: boolean): Promise<Authenticated> {
  const stranger = credentials.bearer === null && credentials.cookie === null;
  return authenticateWith(db, credentials, now, stranger ? strictSecurity : await keptSecurityProfile(db), secure);
}

/** What the entrances wire to foundation's port `stillThere`. */
export const stillThere = async (db: Db, actor: Actor, now: Date): Promise<Actor | null> =>
  stillThereWith(db, actor, now, await keptSecurityProfile(db));
