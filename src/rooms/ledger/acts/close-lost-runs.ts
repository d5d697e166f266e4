import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { closeLostRuns as close } from '../store/verifications.ts';
import { sayVerificationEnded } from './say-verification-ended.ts';

/** Verifications whose process is gone: what has been running for an hour without an end is interrupted, and the trail says so. */
export async function closeLostRuns(app: Services): Promise<void> {
  const actor = systemActor('ledger.lost-verifications');
  await transact({ app, actor, requestId: uuidv7(), ifVersion: null, idempotency: null }, async (work) => {
    for (const id of await close(work.tx, work.now)) sayVerificationEnded(work, id, null);
    return done(null);
  });
}
