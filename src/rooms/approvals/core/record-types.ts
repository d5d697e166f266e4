import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 211.22 and 211.100; EU GMP Annex 11, 10',
  reliedOn: 'electronic',
  retention: 'validation',
  signatures: 'by-table',
} as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  'approval-requirement': {
    ...common,
    says: 'Requirements of approval',
    retention: 'rules',
    signatures: 'with-record',
    closes: { field: '/state', values: ['withdrawn'] },
  },
  'approval-change': {
    ...common,
    says: 'Changes of requirements of approval',
    retention: 'rules',
    closes: { field: '/state', values: ['effective', 'dropped'] },
  },
  approval: { ...common, says: 'Approvals and rejections', closes: 'with-record' },
  'verbal-authorisation': { ...common, says: 'Verbal authorisations', closes: 'with-record' },
  notice: { ...common, says: 'Notices', regulated: false, signatures: 'none', closes: 'with-record' },
};
