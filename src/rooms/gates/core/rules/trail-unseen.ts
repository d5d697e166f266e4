import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { TrailSeen } from '../trail-seen.ts';

const no = defineRefusals('gates', {
  'trail-unseen': {
    kind: 'rule',
    says: (f: { entries: number }) =>
      `Whoever decides looks at the trail of the record first. Entries since that was done last: ${f.entries}.`,
    remedy: 'Open the trail of the gate and send `sha256` of its last page as `trailHash`.',
  },
  'trail-grew': {
    kind: 'stale',
    says: (f: { seen: string; current: string; first: number | null; last: number | null }) =>
      `The trail that you saw is not the one there is now${f.last === null ? '' : `, which goes from No. ${f.first} to No. ${f.last}`}.`,
    remedy: 'Look at the trail again and decide on that.',
  },
  'trail-unsealed': {
    kind: 'conflict',
    says: (f: { entries: number }) =>
      `Entries of the record without a place in the ledger: ${f.entries}. Nobody could say later that they were seen.`,
    remedy: 'Try again in a second; if it stays so, the audit trail page says how late the sealing is.',
  },
});

/**
 * Whoever approves has looked at the trail of what they approve (FDA guidance on data integrity, questions 7 and 8): the hash of what they were shown is that of what is
 * there in the transaction.
 */
export function trailUnseen(seen: string | null, now: TrailSeen & { readonly unsealed: number }): readonly Refusal[] {
  const place = { field: '/trailHash' };
  if (seen === null) return [no['trail-unseen']({ entries: now.entries + now.unsealed }, place)];
  if (now.unsealed > 0) return [no['trail-unsealed']({ entries: now.unsealed }, place)];
  if (seen === now.sha256) return [];
  return [no['trail-grew']({ seen, current: now.sha256, first: now.first, last: now.last }, place)];
}
