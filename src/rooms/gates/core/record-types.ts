import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 211.68 and 211.100; EU GMP Annex 11, 4.4 and 10',
  reliedOn: 'electronic',
  retention: 'rules',
  signatures: 'by-table',
} as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  gate: {
    ...common,
    says: 'Gates with criteria, results, evaluations, waivers and decisions',
    retention: 'validation',
    closes: 'with-record',
  },
  checker: { ...common, says: 'Machines that measure', signatures: 'none', closes: 'never' },
  'gate-template': { ...common, says: 'Templates of gates', closes: 'never' },
  'gate-rule': { ...common, says: 'Rules that place gates', closes: { field: '/state', values: ['withdrawn', 'discarded'] } },
};
