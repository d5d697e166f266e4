import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import type { CheckerKey } from '../core/checker.ts';
import { confirmKey, saveChecker } from '../store/checkers.ts';
import { type ChangedChecker, checkerRefusals as no, openChecker, sayChecker } from './administer-checkers.ts';

/** Why somebody does not confirm a key: who made it, and who is one with them by a deputation, never does. */
export const bindsConfirmer = (
  ask: Pick<Work, 'actor' | 'now'> & { readonly db: Work['app']['database']['db'] },
  key: Pick<CheckerKey, 'madeBy'>,
): Promise<readonly Refusal[]> => notIndependent(ask.db, ask.actor, [{ personId: key.madeBy, as: 'made the key' }], ask.now);

/**
 * Confirms that a key is the machine's. Whoever holds a key answers in the name of the machine, so one person alone never makes one that is heard (law 5): an
 * administrator makes it, somebody of quality confirms it.
 */
export const confirmCheckerKey = (call: Call, idOrKey: string, keyId: string, reason: string): Promise<Outcome<ChangedChecker>> =>
  transact(call, async (work) => {
    const found = await openChecker(work, idOrKey, 'gates.confirm-checker-keys');
    if (!found.ok) return found;
    const checker = found.value;
    const key = checker.keys.find((one) => one.id === keyId && one.withdrawnAt === null);
    if (key === undefined) return refuse(no['no-key']({}));
    if (key.confirmedAt !== null) return done({ id: checker.id, version: checker.version });
    const bound = await bindsConfirmer({ db: work.tx, actor: work.actor, now: work.now }, key);
    if (bound.length > 0) return refused(bound);
    const confirmed = { ...key, confirmedBy: work.actor.id, confirmedAt: work.now };
    const keys = checker.keys.map((one) => (one.id === keyId ? confirmed : one));
    const after = { ...checker, keys, version: checker.version + 1 };
    await confirmKey(work.tx, keyId, work.actor.id, work.now);
    await saveChecker(work.tx, after);
    sayChecker(work, 'gates.checker-key-confirmed', checker, after, reason);
    return done({ id: after.id, version: after.version });
  });
