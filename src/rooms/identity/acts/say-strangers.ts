import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { installationSubject } from '../store/installation.ts';
import { takeStrangerMinutes } from '../store/stranger-attempts.ts';

/** Sources that an entry names; of the others it gives the number. */
const named = 20;

/**
 * Writes failed sign-ins with addresses that nobody has into the ledger: one entry a minute, however many there were, so that who guesses leaves a trace
 * and yet fills nothing (21 CFR 11.300(d), ASVS 5.0 16.3.1). The addresses that were tried are in no entry.
 */
export async function sayStrangers(app: Services): Promise<void> {
  const call = { app, actor: systemActor('identity.say-strangers'), requestId: uuidv7(), ifVersion: null, idempotency: null };
  await transact(call, async (work) => {
    for (const { minute, attempts, sources, busiest } of await takeStrangerMinutes(work.tx, work.now, named)) {
      work.say({
        act: 'identity.strangers-failed',
        subject: installationSubject,
        version: 1,
        before: null,
        after: { strangers: { minute: minute.toISOString(), attempts, sources, busiest: busiest.map((one) => ({ ...one })) } },
        erasable: ['/strangers/busiest'],
      });
    }
    return done(null);
  });
}
