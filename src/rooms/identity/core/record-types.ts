import type { RecordType } from '../../../foundation/record-type.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 11.10(d), 11.100 and 11.300; EU GMP Annex 11, 12.1',
  reliedOn: 'electronic',
  retention: 'access',
  signatures: 'none',
} as const;
const withdrawn = { field: '/withdrawn', values: [true] } as const;

/** Rows of the register for the records of this room. The name of a person can be erased after a retention of its own (retention.personYears). */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  person: { ...common, says: 'People', closes: { field: '/state', values: ['disabled'] } },
  account: { ...common, says: 'Accounts: what was signed in to, failed and locked', closes: 'never' },
  unit: { ...common, says: 'Units of the organisation', closes: withdrawn },
  group: { ...common, says: 'Groups', closes: withdrawn },
  'api-token': { ...common, says: 'API tokens', closes: withdrawn },
  setting: { ...common, says: 'The security profile of before', retention: 'rules', closes: 'never' },
  installation: { ...common, says: 'This installation', retention: 'rules', closes: 'never' },
};
