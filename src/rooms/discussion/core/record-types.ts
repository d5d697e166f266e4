import type { RecordType } from '../../../foundation/record-type.ts';
import { commentKind } from './comment.ts';
import { inboxKind, watchKind } from './watch.ts';

const kept = { regulated: false, reliedOn: 'electronic', retention: 'validation', signatures: 'none' } as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  [commentKind]: {
    ...kept,
    says: 'Comments',
    predicateRule: '21 CFR 11.10(e); EU GMP Annex 11, 9: kept because what was said to a record explains it',
    closes: 'with-record',
  },
  [watchKind]: {
    ...kept,
    says: 'Who is told of a record',
    predicateRule: 'None; kept as long as its record',
    closes: 'with-record',
  },
  [inboxKind]: {
    ...kept,
    says: 'Up to where somebody has read what they were told',
    predicateRule: 'None; kept as long as the installation',
    closes: 'never',
  },
};
