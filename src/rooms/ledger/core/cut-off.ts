import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('ledger', {
  'sample-beyond': {
    kind: 'rule',
    says: (f: { asked: number; size: number }) => `The ledger holds ${f.size} entries, not ${f.asked}.`,
    remedy: 'Leave the size out for all that is sealed, or give a smaller one.',
  },
});

/** A cut-off lies within what is sealed. */
export const cutOffBeyond = (asked: number, size: number): readonly Refusal[] =>
  asked > size ? [no['sample-beyond']({ asked, size })] : [];
