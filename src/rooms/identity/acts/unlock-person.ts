import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { lockAt, sayLock } from '../core/lock-out.ts';
import { ownAccess } from '../core/own-access.ts';
import { clearAttempts, credentialForUpdate } from '../store/credentials.ts';
import type { Acted } from './change-person.ts';
import { openPerson } from './open-records.ts';
import { sayAccount } from './say.ts';

type Counts = {
  readonly failed: number;
  readonly locked_until: Date | null;
  readonly lock_held: boolean;
  readonly elsewhere_failed: number;
  readonly elsewhere_locked_until: Date | null;
};
const isCounting = (counts: Counts): boolean =>
  counts.failed + counts.elsewhere_failed > 0 || counts.locked_until !== null || counts.elsewhere_locked_until !== null;

/** Unlocks an account, for known places and for elsewhere, after failed attempts; the reason says what was checked before (Annex 11 draft, 11.7). */
export function unlockPerson(call: Call, named: string, reason: string): Promise<Outcome<Acted>> {
  return transact(call, async (work) => {
    const opened = await openPerson(work, named);
    if (!opened.ok) return opened;
    const person = opened.value;
    const own = ownAccess(work.actor.id, [person.id]);
    if (own.length > 0) return refused(own);
    const credential = await credentialForUpdate(work.tx, person.id);
    if (credential !== undefined && isCounting(credential)) {
      await clearAttempts(work.tx, person.id, 'both');
      sayAccount(
        work,
        'identity.account-unlocked',
        person,
        {
          unlocked: {
            lockedUntil: sayLock(lockAt(credential, work.now)),
            lockedElsewhereUntil: credential.elsewhere_locked_until?.toISOString() ?? null,
          },
        },
        reason,
      );
    }
    return done({ id: person.id, version: person.version });
  });
}
