import type { Actor } from '../../foundation/actor.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Credentials, Ports, Services } from '../../foundation/services.ts';
import { endSharedUse } from './acts/end-shared-use.ts';
import { strictSecurity } from './core/security-values.ts';
import { usedFromTwoPlaces } from './core/shared-use.ts';
import { authenticate as authenticateWith, stillThere as stillThereWith } from './store/authenticate.ts';
import { isEmpty } from './store/installation.ts';
import { keptSecurityProfile } from './store/security-profile.ts';

export { confirmPassword } from './acts/confirm-password.ts';
export { firstAdministratorLink } from './acts/first-administrator-link.ts';
export { narrowView } from './acts/narrow-view.ts';
export { reopenFirstCheck } from './acts/reopen-first-check.ts';
export { authorityOver } from './core/authority.ts';
export { isOnlyOf } from './store/installation.ts';

/** What the entrances wire to foundation's port `authenticate`. A stranger costs no query. */
export async function authenticate(app: Services, credentials: Credentials): ReturnType<Ports['authenticate']> {
  const { db } = app.database;
  const stranger = credentials.bearer === null && credentials.cookie === null;
  const profile = stranger ? strictSecurity : await keptSecurityProfile(db);
  const found = await authenticateWith(db, credentials, app.clock.now(), profile, app.settings.secure);
  if (!('shared' in found)) return found;
  await endSharedUse(app, found.shared);
  return { refusal: usedFromTwoPlaces() };
}

/** Whether nobody is registered yet. */
export const isNew = ({ database }: Pick<Services, 'database'>): Promise<boolean> => database.db.transaction().execute(isEmpty);

/** What the entrances wire to foundation's port `stillThere`. */
export const stillThere = async (db: Db, actor: Actor, now: Date): Promise<Actor | null> =>
  stillThereWith(db, actor, now, await keptSecurityProfile(db));
