import type { Work } from '../../../foundation/transact.ts';
import { type Attempts, afterFailure, type From } from '../core/lock-out.ts';
import type { SecurityProfile } from '../core/password.ts';
import { type CredentialRow, saveAttempts } from '../store/credentials.ts';
import { isUnlockerThere } from '../store/unlockers.ts';

/**
 * One more failed attempt on an account whose row is locked. Failures of known places and of decisions lock the account, held until an administrator ends it
 * where the profile says so and another administrator is there to do it; nobody but its owner and who sits where they do reaches that. The lock of elsewhere
 * keeps strangers out, does not close the account, and ends with time: else strangers could keep people out for good.
 */
export async function saveFailure(
  work: Work,
  credential: CredentialRow,
  profile: SecurityProfile,
  from: From,
): Promise<Attempts> {
  const personId = credential.person_id;
  if (from === 'elsewhere') {
    const elsewhere = afterFailure(credential.elsewhere_failed, profile, work.now, false);
    await saveAttempts(work.tx, personId, { elsewhere });
    return elsewhere;
  }
  const timed = afterFailure(credential.failed, profile, work.now, false);
  const isHeld =
    timed.lock !== null && profile.lockUnlock === 'administrator' && (await isUnlockerThere(work.tx, personId, work.now));
  const known = isHeld ? afterFailure(credential.failed, profile, work.now, true) : timed;
  await saveAttempts(work.tx, personId, { known });
  return known;
}
