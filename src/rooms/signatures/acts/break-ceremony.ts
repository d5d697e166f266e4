import { done, type Refusal } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { ceremonyForUpdate, endCeremony } from '../store/ceremonies.ts';
import { sayCeremony } from './sign.ts';

const code = 'signatures.content-changed';

/**
 * The attempt to sign what was not shown stands in the trail and ends the ceremony: told after the act was refused and rolled back, because both must
 * outlive the refusal.
 */
export async function breakCeremony(call: Call, refusals: readonly Refusal[]): Promise<void> {
  const id = refusals.find((refusal) => refusal.code === code)?.facts?.ceremony;
  if (typeof id !== 'string') return;
  await transact({ ...call, ifVersion: null, idempotency: null }, async (work) => {
    const ceremony = await ceremonyForUpdate(work.tx, id);
    if (ceremony === undefined || ceremony.state !== 'begun' || ceremony.signer_id !== work.actor.id) return done(null);
    await endCeremony(work.tx, id, 'broken', work.now);
    sayCeremony(work, ceremony, 'signatures.broken', { state: 'broken' });
    return done(null);
  });
}
