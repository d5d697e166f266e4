import { forgetProfile, readProfile, saveProfile } from '../../src/foundation/profile.ts';
import type { Services } from '../../src/foundation/services.ts';

/** Lets the compliance profile hold exactly these values, past its rules: for tests of what goes by a value, not of how it comes to be. */
export async function holdProfile(app: Services, held: Readonly<Record<string, number | string>>): Promise<void> {
  const { db } = app.database;
  const { version } = await readProfile(db);
  await db.transaction().execute((tx) => saveProfile(tx, { version, held }, app.clock.now()));
  forgetProfile(db);
}
