import { defineMachine } from '../../../foundation/state-machine.ts';
import { alarmStates } from '../contract-words.ts';

/**
 * An alarm. Only `acknowledge` is a person's. What is over and was acknowledged is closed; what is over and was not still waits for somebody. An alarm about a moment is
 * over when it is raised, and so begins there. What comes back after it was closed is a new alarm.
 */
export const alarmMachine = defineMachine({
  name: 'alarm',
  house: ['end', 'return', 'raise', 'note', 'repeat', 'escalate'],
  states: alarmStates,
  initial: 'raised',
  final: ['closed'],
  rows: [
    {
      from: ['raised'],
      verb: 'acknowledge',
      to: 'acknowledged',
      right: 'alarms.acknowledge',
      rules: ['role-must-act', 'comment-missing', 'about-yourself'],
      demands: ['reason'],
      act: 'alarms.acknowledged',
      says: 'Acknowledge',
    },
    {
      from: ['passed'],
      verb: 'acknowledge',
      to: 'closed',
      right: 'alarms.acknowledge',
      rules: ['role-must-act', 'comment-missing', 'about-yourself'],
      demands: ['reason'],
      act: 'alarms.acknowledged',
      says: 'Acknowledge',
    },
    {
      from: ['raised'],
      verb: 'end',
      to: 'passed',
      right: 'alarms.acknowledge',
      rules: [],
      demands: [],
      act: 'alarms.ended',
      says: 'Be over',
    },
    {
      from: ['acknowledged'],
      verb: 'end',
      to: 'closed',
      right: 'alarms.acknowledge',
      rules: [],
      demands: [],
      act: 'alarms.ended',
      says: 'Be over',
    },
    {
      from: ['passed'],
      verb: 'return',
      to: 'raised',
      right: 'alarms.acknowledge',
      rules: [],
      demands: [],
      act: 'alarms.returned',
      says: 'Come back',
    },
  ],
  begins: [
    { verb: 'raise', to: 'raised', right: 'alarms.acknowledge', rules: [], demands: [], act: 'alarms.raised', says: 'Raise' },
    { verb: 'note', to: 'passed', right: 'alarms.acknowledge', rules: [], demands: [], act: 'alarms.raised', says: 'Raise' },
  ],
  within: [
    {
      from: ['passed'],
      verb: 'repeat',
      right: 'alarms.acknowledge',
      rules: [],
      demands: [],
      act: 'alarms.returned',
      says: 'Happen again',
    },
    {
      from: ['raised', 'passed'],
      verb: 'escalate',
      right: 'alarms.acknowledge',
      rules: [],
      demands: [],
      act: 'alarms.escalated',
      says: 'Escalate',
    },
  ],
});
