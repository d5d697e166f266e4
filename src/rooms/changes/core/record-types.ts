import type { RecordType } from '../../../foundation/record-type.ts';
import { lifecycle } from './lifecycle.ts';

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  change: {
    says: 'Changes',
    regulated: true,
    predicateRule: '21 CFR 211.68 and 211.100; EU GMP Annex 11, 10',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'by-table',
    closes: { field: '/state', values: lifecycle.final },
    supports: { kind: 'application', field: 'applications' },
  },
  'change-model': {
    says: 'Models of changes and templates of standard changes',
    regulated: true,
    predicateRule: '21 CFR 211.22(d) and 211.100; EU GMP Annex 11, 10',
    reliedOn: 'electronic',
    retention: 'rules',
    signatures: 'by-table',
    closes: 'never',
  },
};
