import type { Json } from '../../../foundation/canonical-json.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { policyFaults, type WitnessPolicy } from '../core/witness-policy.ts';
import { signingKeys } from '../store/checkpoints.ts';
import { insertWitnessPolicy, lockWitnessPolicy, witnessPolicy } from '../store/witnesses.ts';
import { erasureRefusals } from './erase.ts';

/** There is one policy; the ledger knows it by a fixed id. */
export const policySubject = {
  kind: 'witness-policy',
  id: '01935f00-0000-7000-8000-000000000003',
  key: null,
  unitIds: [],
} as const;

const fieldsOf = ({ quorum, witnesses }: Omit<WitnessPolicy, 'version'>): Record<string, Json> => ({
  quorum,
  witnesses: Object.fromEntries(witnesses.map(({ vkey, url }) => [vkey, { url }])),
});

/** Says who witnesses this log and how many of them must. What was cosigned before stays; it is counted by who counts now. */
export const setWitnesses = (
  call: Call,
  given: Omit<WitnessPolicy, 'version'> & { readonly reason: string },
): Promise<Outcome<{ readonly version: number }>> =>
  transact(call, async (work) => {
    const everywhere = work.reach('ledger.set-witnesses') === 'all' ? [] : [erasureRefusals['everywhere-only']({})];
    const refusals = [...work.mayNot('ledger.set-witnesses', null), ...everywhere];
    if (refusals.length > 0) return refused(refusals);
    await lockWitnessPolicy(work.tx);
    const before = await witnessPolicy(work.tx);
    const stale = await work.stale(policySubject, before.version);
    if (stale.length > 0) return refused(stale);
    const faults = policyFaults(
      given,
      (await signingKeys(work.tx)).map(({ vkey }) => vkey),
    );
    if (faults.length > 0) return refused(faults);
    const [old, fresh] = [fieldsOf(before), fieldsOf(given)];
    if (JSON.stringify(old) === JSON.stringify(fresh)) return done({ version: before.version });
    const version = before.version + 1;
    await insertWitnessPolicy(work.tx, { version, quorum: given.quorum, witnesses: given.witnesses }, work.now);
    work.say({
      act: 'ledger.witnesses-set',
      subject: policySubject,
      version,
      // The first policy names nobody and has no entry of its own.
      before: before.version === 1 ? null : old,
      after: fresh,
      reason: given.reason,
    });
    return done({ version });
  });
