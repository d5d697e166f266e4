import type { Coverage } from '../../../foundation/signing.ts';

/** The published table of changes of the register of record types. */
export const signedRegisterChanges: readonly Coverage[] = [
  {
    verb: 'approve',
    act: 'retention.register-change-adopted',
    meaning: 'approved',
    covers: ['kind', 'from', 'to', 'base', 'reason', 'proposedBy'],
    afterChange: 'A change of the register that was adopted never changes; another row is another change, signed anew.',
  },
];
