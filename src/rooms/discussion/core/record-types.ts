import type { RecordType } from '../../../foundation/record-type.ts';
import { commentKind } from './comment.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  [commentKind]: {
    says: 'Comments',
    regulated: false,
    predicateRule: '21 CFR 11.10(e); EU GMP Annex 11, 9: kept because what was said to a record explains it',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'none',
    closes: 'with-record',
  },
};
