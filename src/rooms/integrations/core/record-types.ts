import type { RecordType } from '../../../foundation/record-type.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  plan: {
    says: 'Plan files that were applied',
    regulated: false,
    predicateRule: 'EU GMP Annex 11, 5 and 10',
    reliedOn: 'electronic',
    retention: 'planning',
    signatures: 'none',
    closes: 'never',
  },
};
