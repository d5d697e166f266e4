import type { Coverage } from '../../../foundation/signing.ts';

const covers = ['reason', 'listedBy', 'records', 'excluded'] as const;
const afterChange =
  'A list that was signed never changes; what is found otherwise when it is carried out is left, with the reason.';

/** The published table of disposals: both signatures are over the same list, hashes included. */
export const signedDisposals: readonly Coverage[] = [
  { verb: 'ask', act: 'retention.disposal-asked', meaning: 'authored', covers, afterChange },
  { verb: 'approve', act: 'retention.disposal-approved', meaning: 'approved', covers, afterChange },
];
