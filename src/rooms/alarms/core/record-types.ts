import type { RecordType } from '../../../foundation/record-type.ts';
import { alarmMachine } from './alarm-machine.ts';
import { suppressionMachine } from './suppression-machine.ts';

const common = {
  regulated: true,
  predicateRule: '21 CFR 11.300(d); EU GMP Annex 11, 12 and 13',
  reliedOn: 'electronic',
  retention: 'rules',
  signatures: 'none',
} as const;

/** Rows of the register for the records of this room. */
export const recordTypes: Readonly<Record<string, RecordType>> = {
  alarm: { ...common, says: 'Alarms', closes: { field: '/state', values: alarmMachine.final } },
  'alarm-delivery': { ...common, says: 'Deliveries of alarms', closes: 'never' },
  'alarm-suppression': {
    ...common,
    says: 'Suppressions of alarms',
    closes: { field: '/state', values: suppressionMachine.final },
  },
  'alarm-review': { ...common, says: 'Reviews of the log of alarms', closes: { field: '/state', values: ['recorded'] } },
  'alarm-log': { ...common, says: 'The log of alarms as a whole', closes: 'never' },
  backups: { ...common, says: 'Backups of the installation, as they were reported', closes: 'never' },
};
