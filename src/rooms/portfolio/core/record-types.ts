import type { RecordType } from '../../../foundation/record-type.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  application: {
    says: 'Applications, with their validated state',
    regulated: true,
    predicateRule: '21 CFR 211.68; EU GMP Annex 11, 4.3',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'by-table',
    closes: { field: '/withdrawn', values: [true] },
  },
};
