import { defineRefusals } from '../../../foundation/refusal.ts';

const no = defineRefusals('interlocks', {
  'exception-unbounded': {
    kind: 'rule',
    says: (f: { expiresAt: string; latest: string }) =>
      `An exception ends after now and by ${f.latest}; this one would end at ${f.expiresAt}.`,
    remedy: 'Ask for a time that is needed, and ask anew when it is over.',
  },
  'exception-not-needed': {
    kind: 'rule',
    says: () => 'This collision warns and stops nobody: no exception is needed.',
    remedy: 'Go on, or move one of the two.',
  },
  'exception-not-allowed': {
    kind: 'rule',
    says: (f: { why: string }) => `No exception can be made to this collision: ${f.why}`,
    remedy:
      'Move one of the two. Where a freeze may have exceptions, whoever keeps it gives it the severity “needs an exception”.',
  },
  'exception-makes-no-room': {
    kind: 'rule',
    says: (f: { resource: string }) =>
      `Both want ${f.resource} for themselves alone at the same time: an exception would not make room for two firm claims.`,
    remedy: 'Move one of the two.',
  },
  'collision-over': {
    kind: 'conflict',
    says: () => 'The collision is cleared: there is nothing to except.',
    remedy: 'Look at the open collisions of the record.',
  },
  'exception-asked-already': {
    kind: 'conflict',
    says: (f: { key: string }) => `${f.key} was asked for this collision and is not decided yet.`,
    remedy: 'Wait for its decision, or withdraw it first.',
  },
  'exception-not-from-here': {
    kind: 'conflict',
    says: (f: { says: string; state: string }) => `“${f.says}” is not possible: the exception is ${f.state}.`,
    remedy: 'Ask for another exception where one is still needed.',
  },
  'exception-of-another': {
    kind: 'conflict',
    says: (f: { key: string }) => `The collision is not the one for which ${f.key} was asked.`,
    remedy: 'Look at the collision as it is now, and ask anew.',
  },
  'exception-reason-demanded': {
    kind: 'rule',
    says: () => 'This step needs a reason.',
    remedy: 'Say why, in at least three characters.',
  },
  'no-such-exception': {
    kind: 'notFound',
    says: () => 'There is no such exception, or you may not see either party of its collision.',
    remedy: 'Look at the list of exceptions.',
  },
});

export { no as exceptionRefusals };
