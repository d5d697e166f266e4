import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: false,
  predicateRule: 'EU GMP Annex 11, 10; SOX 404',
  reliedOn: 'electronic',
  retention: 'planning',
  signatures: 'none',
} as const;
const withdrawn = { field: '/state', values: ['withdrawn'] } as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  window: {
    ...common,
    says: 'Release windows',
    signatures: 'by-table',
    closes: { field: '/state', values: ['used', 'lapsed', 'withdrawn'] },
  },
  freeze: { ...common, says: 'Freezes', closes: withdrawn },
  cadence: { ...common, says: 'Cadences', closes: withdrawn },
  'working-calendar': { ...common, says: 'Working calendars', closes: { field: '/withdrawn', values: [true] } },
};
