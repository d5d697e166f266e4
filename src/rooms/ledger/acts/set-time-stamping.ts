import type { Json } from '../../../foundation/canonical-json.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type StampPolicy, stampPolicyFaults } from '../core/stamp-policy.ts';
import { insertStampPolicy, lockStampPolicy, stampPolicy } from '../store/time-stamps.ts';
import { erasureRefusals } from './erase.ts';

/** There is one policy; the ledger knows it by a fixed id. */
export const stampPolicySubject = {
  kind: 'time-stamp-policy',
  id: '01935f00-0000-7000-8000-000000000004',
  key: null,
  unitIds: [],
} as const;

const fieldsOf = ({ everyMinutes, authorities }: Omit<StampPolicy, 'version'>): Record<string, Json> => ({
  everyMinutes,
  authorities: Object.fromEntries(
    authorities
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, url, policy, certificates }) => [name, { url, policy, certificates }]),
  ),
});

/** Says who stamps the time of checkpoints and how often. What was stamped before stays, and stays proven. */
export const setTimeStamping = (
  call: Call,
  given: Omit<StampPolicy, 'version'> & { readonly reason: string },
): Promise<Outcome<{ readonly version: number }>> =>
  transact(call, async (work) => {
    const everywhere = work.reach('ledger.set-time-stamping') === 'all' ? [] : [erasureRefusals['everywhere-only']({})];
    const refusals = [...work.mayNot('ledger.set-time-stamping', null), ...everywhere];
    if (refusals.length > 0) return refused(refusals);
    await lockStampPolicy(work.tx);
    const before = await stampPolicy(work.tx);
    const stale = await work.stale(stampPolicySubject, before.version);
    if (stale.length > 0) return refused(stale);
    const faults = stampPolicyFaults(given, work.now);
    if (faults.length > 0) return refused(faults);
    const [old, fresh] = [fieldsOf(before), fieldsOf(given)];
    if (JSON.stringify(old) === JSON.stringify(fresh)) return done({ version: before.version });
    const version = before.version + 1;
    await insertStampPolicy(work.tx, { version, everyMinutes: given.everyMinutes, authorities: given.authorities }, work.now);
    work.say({
      act: 'ledger.time-stamping-set',
      subject: stampPolicySubject,
      version,
      // The first policy names nobody and has no entry of its own.
      before: before.version === 1 ? null : old,
      after: fresh,
      reason: given.reason,
    });
    return done({ version });
  });
