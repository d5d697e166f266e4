import type { RecordType } from '../../../foundation/record-type.ts';
import { deviationKind } from './deviation/deviation.ts';
import { periodKind } from './programme/period.ts';
import { programmeKind } from './programme/programme.ts';
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
  [programmeKind]: {
    says: 'Programmes of reviews of audit trails',
    regulated: true,
    predicateRule: '21 CFR 11.10(e); EU GMP Annex 11, 9',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'none',
    closes: { field: '/state', values: ['ended'] },
  },
  [periodKind]: {
    says: 'Periods of audit trails that were drawn for review',
    regulated: true,
    predicateRule: '21 CFR 11.10(e); EU GMP Annex 11, 9',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'none',
    closes: { field: '/state', values: ['drawn'] },
  },
  [deviationKind]: {
    says: 'Deviations that reviews found',
    regulated: true,
    predicateRule: '21 CFR 211.192; EU GMP 1.4(xiv)',
    reliedOn: 'electronic',
    retention: 'validation',
    signatures: 'by-table',
    closes: { field: '/state', values: ['closed'] },
  },
};
