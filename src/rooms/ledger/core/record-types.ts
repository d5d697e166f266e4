import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 11.10(e); EU GMP Annex 11, 9',
  reliedOn: 'electronic',
  retention: 'rules',
  signatures: 'none',
  closes: 'never',
} as const;

/** Rows of the register for what the ledger tells of itself: it lives as long as the installation. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  verification: { ...common, says: 'Verifications of the ledger' },
  report: { ...common, says: 'Reports on the audit trail' },
  sample: { ...common, says: 'Samples of the audit trail' },
  export: { ...common, says: 'Copies of the ledger' },
  'ledger-recovery': { ...common, says: 'Recoveries after a rollback' },
  'ledger-alarm': { ...common, says: 'Alarms of the ledger' },
  'ledger-key': { ...common, says: 'Keys of the log' },
  'ledger-cosignature': { ...common, says: 'Cosignatures that were brought' },
  'witness-policy': { ...common, says: 'The policy on witnesses' },
  'time-stamp-policy': { ...common, says: 'The policy on time stamps' },
  'trail-view': {
    ...common,
    says: 'Kept views of the audit trail',
    regulated: false,
    predicateRule: 'EU GMP Annex 11, 9',
    closes: { field: '/kept', values: [false] },
  },
  'ledger-erasure': {
    ...common,
    says: 'Erasures of names',
    predicateRule: 'GDPR 5(2) and 17',
    closes: { field: '/state', values: ['done', 'withdrawn'] },
  },
  'ledger-hold': {
    ...common,
    says: 'Legal holds on what is about people',
    predicateRule: 'GDPR 17(3)(e)',
    closes: { field: '/stands', values: [false] },
  },
};
