import type { RecordType } from '../../../foundation/record-type.ts';
import { reviewKind } from './review/review.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  [reviewKind]: {
    says: 'Reviews of the audit trail',
    regulated: true,
    predicateRule: '21 CFR 11.10(e) and 211.180(e); EU GMP Annex 11, 9',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'by-table',
    closes: 'with-record',
  },
};
