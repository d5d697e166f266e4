import { defineMachine } from '../../../foundation/state-machine.ts';
import { type ExceptionState, type ExceptionVerb, exceptionStates } from '../contract-exception-words.ts';

export type ExceptionRule = 'exception-independent' | 'exception-bounded' | 'exception-fits' | 'exception-of-this';

// What is granted ends with its time as well; nothing is written for that, each reader computes it.
export const exceptionMachine = defineMachine<ExceptionState, ExceptionVerb | 'lapse', ExceptionRule>({
  name: 'exception',
  house: ['lapse'],
  states: exceptionStates,
  initial: 'asked',
  final: ['refused', 'withdrawn', 'lapsed'],
  rows: [
    {
      from: ['asked'],
      verb: 'grant',
      to: 'granted',
      right: 'interlocks.decide-exceptions',
      rules: ['exception-independent', 'exception-bounded', 'exception-fits', 'exception-of-this'],
      demands: ['reason', 'signature'],
      act: 'interlocks.exception-granted',
      says: 'Grant',
    },
    {
      from: ['asked'],
      verb: 'refuse',
      to: 'refused',
      right: 'interlocks.decide-exceptions',
      rules: ['exception-independent'],
      demands: ['reason', 'signature'],
      act: 'interlocks.exception-refused',
      says: 'Refuse',
    },
    {
      from: ['asked', 'granted'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'interlocks.ask-exceptions',
      rules: [],
      demands: ['reason'],
      act: 'interlocks.exception-withdrawn',
      says: 'Withdraw',
    },
    {
      from: ['asked', 'granted'],
      verb: 'lapse',
      to: 'lapsed',
      right: 'interlocks.read',
      rules: [],
      demands: ['reason'],
      act: 'interlocks.exception-lapsed',
      says: 'Let lapse because the collision is another, or gone',
    },
  ],
});

export const rowOfVerb = (verb: ExceptionVerb | 'lapse') => {
  const row = exceptionMachine.rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no row of the exception's machine has the verb ${verb}`);
  return row;
};
