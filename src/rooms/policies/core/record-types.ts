import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 211.22(d) and 211.100; EU GMP Chapter 4, 4.29',
  reliedOn: 'electronic',
  retention: 'rules',
  signatures: 'by-table',
} as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  profile: { ...common, says: 'The compliance profile', signatures: 'with-record', closes: 'never' },
  'profile-change': {
    ...common,
    says: 'Changes of the compliance profile',
    closes: { field: '/state', values: ['adopted', 'rejected', 'withdrawn'] },
  },
  policy: {
    ...common,
    says: 'Policies with their versions, acknowledgements and trainings',
    signatures: 'with-record',
    closes: 'never',
  },
  'policy-version': { ...common, says: 'Versions of policies, as they are signed', closes: 'never' },
  'policy-exception': { ...common, says: 'Exceptions from policies', retention: 'validation', closes: 'with-record' },
};
