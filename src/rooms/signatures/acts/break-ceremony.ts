import { done, type Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { ceremonyForUpdate, endCeremony } from '../store/ceremonies.ts';
import { sayCeremony } from './sign.ts';

/** A mistyped component leaves the ceremony open for the next try; identity counts it, and locks. */
const componentsAlone = (refusals: readonly Refusal[]): boolean =>
  refusals.every((refusal) => refusal.field?.startsWith('/signature/') === true || refusal.code === 'identity.account-locked');

/**
 * An attempt to sign that was refused stands in the trail with its reasons and ends the ceremony: the record changed while it was open, the signer lost
 * the role, a rule is broken by now. Told after the act was rolled back, because it must outlive the refusal.
 */
export async function breakCeremony(call: Call, refusals: readonly Refusal[]): Promise<void> {
  const { ceremony: id, ...rest } = call;
  if (id === undefined || componentsAlone(refusals)) return;
  await transact({ ...rest, ifVersion: null, idempotency: null }, async (work) => {
    const ceremony = await ceremonyForUpdate(work.tx, id);
    if (ceremony === undefined || ceremony.state !== 'begun' || ceremony.signer_id !== work.actor.id) return done(null);
    await endCeremony(work.tx, id, 'broken', work.now);
    sayCeremony(work, ceremony, 'signatures.broken', { state: 'broken', refusedBy: refusals.map((refusal) => refusal.code) });
    return done(null);
  });
}
