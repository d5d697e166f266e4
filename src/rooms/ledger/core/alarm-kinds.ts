import { type AlarmKind, saidOf } from '../../../foundation/alarm.ts';

const details: AlarmKind['details'] = (said) => saidOf(said, '/says');
/** One open difference of each sort is one alarm, however often it is found. */
const mark: AlarmKind['mark'] = (said) => saidOf(said, '/kind');
const common = {
  roles: ['quality', 'administrator'],
  escalatesTo: ['system-owner', 'business-process-owner', 'validation-lead'],
  details,
  mark,
};

/** What is wrong with the trail itself, with the clock that dates it and with the space that it needs. */
export const alarmKinds: readonly AlarmKind[] = [
  {
    kind: 'ledger.does-not-fit',
    says: 'The ledger does not fit',
    severity: 'critical',
    ...common,
    suppressible: false,
    raisedBy: [{ act: 'ledger.alarm-raised' }],
    endedBy: [{ act: 'ledger.alarm-ended' }],
  },
  {
    kind: 'ledger.clock',
    says: 'The clock contradicts the trail',
    severity: 'critical',
    ...common,
    suppressible: false,
    raisedBy: [{ act: 'ledger.clock-alarm-raised' }],
    endedBy: [{ act: 'ledger.clock-alarm-ended' }],
  },
  {
    kind: 'ledger.space',
    says: 'The space for the trail runs short',
    severity: 'high',
    ...common,
    roles: ['administrator'],
    escalatesTo: ['quality', 'system-owner'],
    raisedBy: [{ act: 'ledger.space-alarm-raised' }],
    endedBy: [{ act: 'ledger.space-alarm-ended' }],
  },
  {
    kind: 'ledger.time-stamps',
    says: 'Time stamps of the trail are missing',
    severity: 'high',
    ...common,
    raisedBy: [{ act: 'ledger.stamp-alarm-raised' }],
    endedBy: [{ act: 'ledger.stamp-alarm-ended' }],
  },
  {
    kind: 'ledger.time-stamping-changed',
    says: 'Who stamps the time of the trail was changed',
    severity: 'critical',
    roles: ['quality'],
    escalatesTo: ['validation-lead', 'system-owner'],
    suppressible: false,
    raisedBy: [{ act: 'ledger.time-stamping-set' }],
  },
  {
    kind: 'ledger.witnesses-changed',
    says: 'Who witnesses the trail was changed',
    severity: 'critical',
    roles: ['quality'],
    escalatesTo: ['validation-lead', 'system-owner'],
    suppressible: false,
    raisedBy: [{ act: 'ledger.witnesses-set' }],
  },
];
