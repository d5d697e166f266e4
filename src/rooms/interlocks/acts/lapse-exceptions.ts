import type { Work } from '../../../foundation/transact.ts';
import type { KeptCollision } from '../core/collision.ts';
import { type CollisionException, exceptionRecord, exceptionSubject } from '../core/exception.ts';
import { rowOfVerb } from '../core/exception-machine.ts';
import { livingOf, saveException } from '../store/exceptions.ts';

/**
 * An exception is for one collision as it was: once that is another, or gone, what was asked or granted for it lapses in the same transaction. Called after
 * the collisions were written, so that an exception that was granted meanwhile is seen.
 */
export async function lapseExceptions(work: Work, changed: readonly KeptCollision[]): Promise<void> {
  const now = new Map(changed.map((one) => [one.id, one] as const));
  for (const before of await livingOf(work.tx, [...now.keys()], 'for update')) {
    const cleared = now.get(before.collisionId)?.state === 'cleared';
    const reason = cleared ? 'The collision was cleared.' : 'The collision is another than the one it was for.';
    const { act, to } = rowOfVerb('lapse');
    await writeException(work, before, { act, to, reason });
  }
}

type Ending = {
  readonly act: string;
  readonly to: CollisionException['state'] | 'previous';
  readonly reason: string;
};

/** Saves a step of an exception and says it: the one way in which they change. */
export async function writeException(work: Work, before: CollisionException, step: Ending): Promise<CollisionException> {
  if (step.to === 'previous') throw new Error('no exception goes back to where it was');
  const mark = { by: work.actor.id, at: work.now, reason: step.reason };
  const decides = step.to === 'granted' || step.to === 'refused';
  const after: CollisionException = {
    ...before,
    version: before.version + 1,
    state: step.to,
    ...(decides ? { decided: mark } : { ended: mark }),
  };
  await saveException(work.tx, after);
  work.say({
    act: step.act,
    subject: exceptionSubject(after),
    version: after.version,
    before: exceptionRecord(before),
    after: exceptionRecord(after),
    reason: step.reason,
  });
  return after;
}
