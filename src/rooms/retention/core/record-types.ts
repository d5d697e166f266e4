import type { RecordType } from '../../../foundation/record-type.ts';
import { attemptKind } from './deletion-attempt.ts';
import { disposalKind } from './disposal.ts';
import { registerChangeKind, registerMachine, registerSubject } from './register-change.ts';
import { holdKind, holdMachine } from './retention-hold.ts';

const common = { regulated: true, reliedOn: 'electronic', retention: 'rules' } as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  [registerSubject.kind]: {
    ...common,
    says: 'The register of record types',
    predicateRule: '21 CFR 11.1(b); EU GMP Chapter 4, 4.1',
    signatures: 'with-record',
    closes: 'never',
  },
  [registerChangeKind]: {
    ...common,
    says: 'Changes of the register',
    predicateRule: '21 CFR 11.1(b); EU GMP Chapter 4, 4.1',
    signatures: 'by-table',
    closes: { field: '/state', values: registerMachine.final },
  },
  [disposalKind]: {
    ...common,
    says: 'Disposals of records: the certificates of what went',
    predicateRule: 'EU GMP Chapter 4, 4.12 and 4.79 (draft)',
    signatures: 'by-table',
    closes: 'never',
  },
  [holdKind]: {
    ...common,
    says: 'Holds on records',
    predicateRule: '21 CFR 11.10(c); EU GMP Chapter 4, 4.12',
    signatures: 'none',
    closes: { field: '/state', values: holdMachine.final },
  },
  [attemptKind]: {
    ...common,
    says: 'Attempts to delete records',
    predicateRule: '21 CFR 11.10(c) and 11.300(d)',
    retention: 'validation',
    signatures: 'none',
    closes: 'with-record',
  },
};
