import type { RecordType } from '../../../foundation/record-type.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  signature: {
    says: 'Electronic signatures, and ceremonies that ended without one',
    regulated: true,
    predicateRule: '21 CFR 11.50 and 11.70; EU GMP Annex 11, 14',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'none',
    closes: 'with-record',
  },
};
