import { done, type Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/services.ts';
import { transact, type Work } from '../../../foundation/transact.ts';
import { lostComponentSince } from '../../identity/door.ts';
import { type CeremonyRow, ceremonyForUpdate, endCeremony } from '../store/ceremonies.ts';
import { sayCeremony } from './sign.ts';

/** A mistyped component leaves the ceremony open for the next try; identity counts it, and locks. */
const componentsAlone = (refusals: readonly Refusal[]): boolean =>
  refusals.every((refusal) => refusal.field?.startsWith('/signature/') === true || refusal.code === 'identity.account-locked');

/** What a component that is gone is answered with; a mistyped one of an app that is there is answered otherwise. */
const ofComponents = new Set(
  ['no-such-component', 'passkey-refused', 'components-changed', 'no-second-factor'].map((code) => `identity.${code}`),
);

/**
 * What makes an attempt more than a mistake: the ceremony is another person's, or what would sign it was taken away while it was open. One whose time is up signs
 * nothing any more: naming it is no misuse.
 */
async function misuseOf(work: Work, ceremony: CeremonyRow, refusals: readonly Refusal[]): Promise<string | null> {
  if (ceremony.expires_at <= work.now) return null;
  if (ceremony.signer_id !== work.actor.id) return 'signatures.wrong-signer';
  const gone = refusals.some(({ code }) => ofComponents.has(code));
  return gone && (await lostComponentSince(work.tx, work.actor.id, ceremony.begun_at)) ? 'signatures.revoked-component' : null;
}

/**
 * An attempt to sign that was refused stands in the trail with its reasons and ends the ceremony: the record changed while it was open, the signer lost
 * the role, a rule is broken by now. Told after the act was rolled back, because it must outlive the refusal. Somebody else's attempt leaves the ceremony as it is:
 * it is still the signer's. Of one that ended nothing is said: its id is that of a signature, which many may read.
 */
export async function breakCeremony(call: Call, refusals: readonly Refusal[]): Promise<void> {
  const { ceremony: id, ...rest } = call;
  if (id === undefined || call.actor.kind !== 'person') return;
  await transact({ ...rest, ifVersion: null, idempotency: null }, async (work) => {
    const ceremony = await ceremonyForUpdate(work.tx, id);
    if (ceremony?.state !== 'begun') return done(null);
    const misuse = await misuseOf(work, ceremony, refusals);
    if (misuse !== null)
      sayCeremony(work, ceremony, misuse, { state: 'begun', attempt: { by: work.actor.id, at: work.now.toISOString() } });
    const breaks = ceremony.signer_id === work.actor.id && !componentsAlone(refusals);
    if (!breaks) return done(null);
    await endCeremony(work.tx, id, 'broken', work.now);
    sayCeremony(work, ceremony, 'signatures.broken', { state: 'broken', refusedBy: refusals.map((refusal) => refusal.code) });
    return done(null);
  });
}
