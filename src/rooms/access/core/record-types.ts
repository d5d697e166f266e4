import type { RecordType } from '../../../foundation/record-type.ts';
import { matrixChangeKind, matrixSubject } from './matrix.ts';
import { matrixMachine } from './matrix-machine.ts';
import { reviewKind } from './review.ts';
import { reviewMachine } from './review-machine.ts';
import { ruleKind } from './rule.ts';
import { waiverKind } from './waiver.ts';
import { waiverMachine } from './waiver-machine.ts';

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
  [matrixSubject.kind]: { ...common, says: 'The matrix of duties', signatures: 'with-record', closes: 'never' },
  [matrixChangeKind]: {
    ...common,
    says: 'Changes of the matrix of duties',
    signatures: 'by-table',
    closes: { field: '/state', values: matrixMachine.final },
  },
  [waiverKind]: {
    ...common,
    says: 'Waivers of roles kept apart',
    signatures: 'by-table',
    closes: { field: '/state', values: waiverMachine.final },
  },
};
