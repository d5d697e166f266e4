import type { Coverage } from '../../../../foundation/signing.ts';

/** The published table of deviations: closing one is signed. */
export const signedDeviations: readonly Coverage[] = [
  {
    verb: 'close',
    act: 'records.deviation-closed',
    meaning: 'decided',
    covers: ['key', 'review', 'subject', 'title', 'entries', 'outcome', 'conclusion'],
    afterChange: 'A closed deviation is not changed; where its row is, this shows it.',
  },
];
