import type { RecordType } from '../../../foundation/record-type.ts';

const common = { regulated: false, predicateRule: 'EU GMP Annex 11, 10', reliedOn: 'electronic', retention: 'planning' } as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  collision: { ...common, says: 'Collisions', signatures: 'none', closes: { field: '/state', values: ['cleared'] } },
  'collision-exception': {
    ...common,
    says: 'Exceptions from collisions',
    regulated: true,
    retention: 'validation',
    signatures: 'by-table',
    closes: { field: '/state', values: ['refused', 'withdrawn', 'lapsed'] },
  },
};
