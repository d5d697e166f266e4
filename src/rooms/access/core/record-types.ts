import type { RecordType } from '../../../foundation/record-type.ts';
import { reviewKind } from './review.ts';
import { reviewMachine } from './review-machine.ts';
import { ruleKind } from './rule.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 11.10(d); EU GMP Annex 11, 12.1 and 12.3',
  reliedOn: 'electronic',
  retention: 'access',
} as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  [reviewKind]: {
    ...common,
    says: 'Reviews of access',
    signatures: 'by-table',
    closes: { field: '/state', values: reviewMachine.final },
  },
  [ruleKind]: {
    ...common,
    says: 'Rules that begin reviews of access',
    signatures: 'none',
    closes: { field: '/ended', values: [true] },
  },
};
