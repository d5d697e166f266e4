import type { RecordType } from '../../../foundation/record-type.ts';
import { commentKind } from './comment.ts';
import { attachmentKind } from './files/attachment.ts';
import { fileKind, scanKind } from './files/scan.ts';
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
  [attachmentKind]: {
    ...kept,
    says: 'Attached files',
    regulated: true,
    predicateRule: '21 CFR 11.10(c) and (e); EU GMP Annex 11, 7.1: kept and checked as long as the record that they belong to',
    closes: 'with-record',
  },
  [fileKind]: {
    ...kept,
    says: 'Bytes of attached files that were found damaged',
    regulated: true,
    predicateRule: 'EU GMP Annex 11, 7.1',
    closes: 'never',
  },
  [scanKind]: {
    ...kept,
    says: 'Scans of attached files',
    regulated: true,
    predicateRule: 'EU GMP Annex 11, 7.1',
    closes: { field: '/state', values: ['ended'] },
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
